//! A slot with any bytes in it, read as the caller reads a task's message.
//!
//! An input is a byte of choices, then the slot's header as it stands in memory
//! ([`Header`]), then its body. The memory file holds [`SPILLED`] known bytes.

use crate::memory::{
    Damaged,
    arena::SLOT_BYTES,
    memory_file::MemoryFile,
    slot::{HEADER_BYTES, Slot},
};
use std::{
    alloc::{Layout, alloc_zeroed, dealloc, handle_alloc_error},
    borrow::Cow,
    cell::RefCell,
    ptr::NonNull,
    sync::OnceLock,
};

/// Of the first byte: the message has left its slot before it is opened.
pub const COPIED: u8 = 1;
/// Of the first byte: the checksum is made to fit, as a malicious task would.
pub const SEALED: u8 = 2;
/// Of the first byte: there is no memory file.
pub const FILELESS: u8 = 4;

/// Bytes that fit the slot's body.
const BODY_BYTES: usize = SLOT_BYTES - HEADER_BYTES;

/// Bytes in the memory file.
pub const SPILLED: usize = 300_000;

const WINDOW: u32 = 3;

/// Bytes of the header that mean something; zeros follow up to the body.
pub const HEADER: usize = 24;

/// Memory for one slot, and not a byte more.
struct Page(NonNull<u8>);

impl Page {
    const LAYOUT: Layout = match Layout::from_size_align(SLOT_BYTES, 4096) {
        Ok(layout) => layout,
        Err(_) => panic!(),
    };

    fn new() -> Self {
        // SAFETY: the layout's size is not zero.
        let start = unsafe { alloc_zeroed(Self::LAYOUT) };
        Self(NonNull::new(start).unwrap_or_else(|| handle_alloc_error(Self::LAYOUT)))
    }

    fn bytes(&mut self) -> &mut [u8] {
        // SAFETY: this is all of the memory, initialised, and borrowed from self.
        unsafe { std::slice::from_raw_parts_mut(self.0.as_ptr(), SLOT_BYTES) }
    }

    fn slot(&self) -> Slot {
        // SAFETY: aligned, as long as a slot; every caller keeps the page longer.
        unsafe { Slot::at(self.0, SLOT_BYTES) }
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        // SAFETY: allocated by `new` with this layout.
        unsafe { dealloc(self.0.as_ptr(), Self::LAYOUT) }
    }
}

/// The header's fields, in their order in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    pub state: u32,
    pub kind: u32,
    pub place: u32,
    pub checksum: u32,
    pub len: u64,
}

impl Header {
    fn read(bytes: &[u8; HEADER]) -> Self {
        let word =
            |at: usize| u32::from_ne_bytes(bytes[at..at + 4].try_into().expect("four bytes"));
        Self {
            state: word(0),
            kind: word(4),
            place: word(8),
            checksum: word(12),
            len: u64::from_ne_bytes(bytes[16..24].try_into().expect("eight bytes")),
        }
    }

    fn write(self) -> [u8; HEADER] {
        let mut bytes = [0; HEADER];
        let words = [self.state, self.kind, self.place, self.checksum];
        for (place, word) in bytes.chunks_exact_mut(4).zip(words) {
            place.copy_from_slice(&word.to_ne_bytes());
        }
        bytes[16..].copy_from_slice(&self.len.to_ne_bytes());
        bytes
    }

    /// The checksum that a task would have written for this body.
    fn fitting(self, body: &[u8]) -> u32 {
        /// Bytes at either end that the checksum of a sampled body covers.
        const SAMPLE: usize = 64 << 10;
        let mut hasher = crc32fast::Hasher::new();
        if self.place == 2 && body.len() > 2 * SAMPLE {
            hasher.update(&body[..SAMPLE]);
            hasher.update(&body[body.len() - SAMPLE..]);
        } else {
            hasher.update(body);
        }
        hasher.update(&self.kind.to_ne_bytes());
        hasher.update(&self.place.to_ne_bytes());
        hasher.update(&self.len.to_ne_bytes());
        hasher.finalize()
    }
}

fn spilled_bytes() -> &'static [u8] {
    static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
    BYTES.get_or_init(|| (0..SPILLED).map(|at| (at * 7 % 251) as u8).collect())
}

fn memory_file() -> &'static MemoryFile {
    thread_local!(static FILE: &'static MemoryFile = {
        let file = MemoryFile::create().expect("a memory file");
        file.write(WINDOW, 0, spilled_bytes()).expect("room in it");
        Box::leak(Box::new(file))
    });
    FILE.with(|file| *file)
}

/// The input that a value's message makes, as its task writes it.
pub fn input(kind: u32, body: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut page = Page::new();
    let mut writer = page.slot().writer(None);
    writer.write_all(body).expect("a body that fits its slot");
    writer.seal(kind).expect("nothing to be written out");
    page.slot().publish();
    let mut input = vec![0];
    input.extend(&page.bytes()[..HEADER]);
    input.extend(body);
    input
}

/// The input whose body is the memory file's bytes; of a sampled one the checksum covers
/// the two ends.
pub fn spilled_input(kind: u32, sampled: bool) -> Vec<u8> {
    let mut header = Header {
        state: 2,
        kind,
        place: if sampled { 2 } else { 1 },
        checksum: 0,
        len: SPILLED as u64,
    };
    header.checksum = header.fitting(spilled_bytes());
    let mut input = vec![0];
    input.extend(header.write());
    input
}

/// Opens the message in an input; `None` when it is too short to be one. Checks
/// that a message that is accepted is exactly what header and body say.
pub fn open(input: &[u8]) -> Option<Result<Vec<u8>, Damaged>> {
    let (&choices, rest) = input.split_first()?;
    let (header, body) = rest.split_first_chunk::<HEADER>()?;
    let body = &body[..body.len().min(BODY_BYTES)];
    let mut header = Header::read(header);

    // What stands in the slot behind the input's bytes is zero.
    let meant: Option<Cow<'_, [u8]>> =
        usize::try_from(header.len)
            .ok()
            .and_then(|len| match header.place {
                0 if len <= body.len() => Some(body[..len].into()),
                0 if len <= BODY_BYTES => {
                    let mut bytes = body.to_vec();
                    bytes.resize(len, 0);
                    Some(bytes.into())
                }
                1 | 2 if choices & FILELESS == 0 && len > 0 => {
                    spilled_bytes().get(..len).map(Cow::from)
                }
                _ => None,
            });
    if choices & SEALED != 0
        && let Some(meant) = &meant
    {
        header.checksum = header.fitting(meant);
    }
    thread_local!(static PAGE: RefCell<Page> = RefCell::new(Page::new()));
    PAGE.with_borrow_mut(|page| {
        let opened = open_in(page, choices, header, body, meant.as_deref());
        page.bytes()[SLOT_BYTES - BODY_BYTES..][..body.len()].fill(0);
        Some(opened)
    })
}

fn open_in(
    page: &mut Page,
    choices: u8,
    header: Header,
    body: &[u8],
    meant: Option<&[u8]>,
) -> Result<Vec<u8>, Damaged> {
    page.bytes()[..HEADER].copy_from_slice(&header.write());
    page.bytes()[SLOT_BYTES - BODY_BYTES..][..body.len()].copy_from_slice(body);

    let mut message = page.slot().take();
    assert_eq!(
        message.spilled(),
        if matches!(header.place, 1 | 2) {
            header.len
        } else {
            0
        }
    );
    if choices & COPIED != 0 {
        message = message.without_slot();
    }
    let file = (choices & FILELESS == 0).then(|| (memory_file(), WINDOW));
    // The system reads what is there, and has memory for a copy; no input makes it fail.
    let opened = message.open(file).expect("a file");
    let message = match opened.and_then(|message| message.whole().expect("memory")) {
        Ok(message) => message,
        Err(damaged) => {
            let whole = meant.is_some_and(|meant| header.fitting(meant) == header.checksum);
            assert!(!whole, "a whole message was refused: {damaged}");
            return Err(damaged);
        }
    };
    assert_eq!(message.kind(), header.kind);
    let meant = meant.expect("no message is longer than its place");
    assert_eq!(message.bytes(), meant);
    assert_eq!(header.fitting(meant), header.checksum);
    Ok(message.bytes().to_vec())
}

/// The same for any input, with the decoder behind it.
pub fn read(input: &[u8]) {
    if let Some(Ok(body)) = open(input) {
        crate::decode(&body);
    }
}
