//! A page that the kernel wipes in every copy of the process, by whatever call it was
//! made (`MADV_WIPEONFORK`, Linux 4.14).

use super::{Identity, portable};
use nix::sys::mman::{MapFlags, MmapAdvise, ProtFlags, madvise, mmap_anonymous, munmap};
use std::num::NonZeroUsize;

/// The identity, full of zeros, for good.
pub fn wiped() -> &'static Identity {
    page().unwrap_or_else(portable::wiped)
}

/// `None` when the kernel cannot do it.
fn page() -> Option<&'static Identity> {
    const BYTES: NonZeroUsize = NonZeroUsize::new(4 << 10).unwrap();
    let protection = ProtFlags::PROT_READ | ProtFlags::PROT_WRITE;
    // SAFETY: a new mapping, aligned as pages are, which stays for good; zeros are
    // valid for an identity.
    unsafe {
        let page = mmap_anonymous(None, BYTES, protection, MapFlags::MAP_PRIVATE).ok()?;
        match madvise(page, BYTES.get(), MmapAdvise::MADV_WIPEONFORK) {
            Ok(()) => Some(page.cast::<Identity>().as_ref()),
            Err(_) => {
                let _ = munmap(page, BYTES.get());
                None
            }
        }
    }
}
