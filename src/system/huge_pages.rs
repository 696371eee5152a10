//! Transparent huge pages under a large heap, and under blocks that are about to be
//! filled. fork(2) copies an entry of the page tables for each page: for a page of 2 MB
//! one, instead of 512; and filling it takes one page fault.

#[cfg(all(target_os = "linux", not(feature = "portable")))]
use nix::libc;
use std::{ops::Range, sync::OnceLock};

/// Bytes of a huge page, on the machines that have them by default.
const HUGE: usize = 2 << 20;

/// Puts the memory that PHP's allocator has mapped on huge pages, as far as the
/// system lets it: madvise(2) with `MADV_HUGEPAGE` and, on Linux 6.1 and later,
/// `MADV_COLLAPSE`. Without the latter the kernel does it in its own time.
pub fn advise_heap() {
    #[cfg(all(target_os = "linux", not(feature = "portable")))]
    if let Ok(maps) = std::fs::read_to_string("/proc/self/maps") {
        for range in heap(&maps) {
            let (start, len) = (range.start as *mut libc::c_void, range.len());
            // SAFETY: says how the pages are to be kept; what they hold stays.
            unsafe {
                libc::madvise(start, len, libc::MADV_HUGEPAGE);
                libc::madvise(start, len, libc::MADV_COLLAPSE);
            }
        }
    }
}

/// Puts the first `filled` bytes of a block, which are about to be filled, on huge pages:
/// filling takes one page fault then where it would take 512. Only where the system
/// leaves it to programs; where it does so by itself, or never, there is nothing to say.
pub fn advise_filling(block: Range<usize>, filled: usize) {
    let pages = filled_pages(block, filled);
    if !pages.is_empty() && left_to_programs() {
        #[cfg(all(target_os = "linux", not(feature = "portable")))]
        // SAFETY: says how the pages are to be kept; what they hold stays.
        unsafe {
            libc::madvise(pages.start as *mut _, pages.len(), libc::MADV_HUGEPAGE);
        }
    }
}

/// Whether the system puts memory on huge pages when a program asks for it.
fn left_to_programs() -> bool {
    const SETTING: &str = "/sys/kernel/mm/transparent_hugepage/enabled";
    static LEFT: OnceLock<bool> = OnceLock::new();
    // Where that cannot be read, asking does no harm.
    *LEFT.get_or_init(|| {
        std::fs::read_to_string(SETTING).map_or(true, |text| text.contains("[madvise]"))
    })
}

/// The huge pages within a block that its first `filled` bytes fill, the last one by
/// three quarters at least: what it takes beyond that is less than filling it saves.
fn filled_pages(block: Range<usize>, filled: usize) -> Range<usize> {
    const ENOUGH: usize = HUGE / 4 * 3;
    let start = block.start.next_multiple_of(HUGE);
    let filled = block.start.saturating_add(filled).min(block.end);
    let end = (filled + (HUGE - ENOUGH)) / HUGE * HUGE;
    start..end.min(block.end / HUGE * HUGE)
}

/// The ranges of a process's mappings, in the form of /proc/PID/maps, that are
/// PHP's heap: it asks for memory in blocks of 2 MB, and names them where the
/// kernel keeps names. Whole huge pages only.
#[cfg_attr(
    not(all(target_os = "linux", not(feature = "portable"), not(test))),
    allow(dead_code, reason = "elsewhere there is nothing to advise")
)]
fn heap(maps: &str) -> Vec<Range<usize>> {
    const NAME: &str = "[anon:zend_alloc]";
    let named = maps.contains(NAME);
    maps.lines()
        .filter_map(|line| {
            let mut fields = line.split_ascii_whitespace();
            let (range, access) = (fields.next()?, fields.next()?);
            let name = fields.nth(3).unwrap_or("");
            if access != "rw-p" || name != if named { NAME } else { "" } {
                return None;
            }
            let (start, end) = range.split_once('-')?;
            let start = usize::from_str_radix(start, 16)
                .ok()?
                .next_multiple_of(HUGE);
            let end = usize::from_str_radix(end, 16).ok()? / HUGE * HUGE;
            (start < end).then_some(start..end)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_nameless_memory_is_taken_for_the_heap() {
        let maps = "\
            7f0000000000-7f0000a00000 rw-p 00000000 00:00 0 \n\
            7f0000a00000-7f0000b00000 rw-p 00000000 00:00 0 \n\
            7f0001000000-7f0001400000 r--p 00000000 00:00 0 \n\
            7f0001400000-7f0001800000 rw-s 00000000 00:01 7 /dev/zero (deleted)\n\
            7f0002100000-7f0002500000 rw-p 00000000 00:00 0 \n\
            7ffc00000000-7ffc00a00000 rw-p 00000000 00:00 0 [stack]\n";
        assert_eq!(
            heap(maps),
            [
                0x7f00_0000_0000..0x7f00_00a0_0000,
                0x7f00_0220_0000..0x7f00_0240_0000
            ]
        );
    }

    #[test]
    fn a_huge_page_is_taken_when_most_of_it_will_be_filled() {
        const KB: usize = 1 << 10;
        let block = 4 * HUGE..7 * HUGE + 4 * KB;
        for (filled, pages) in [
            (0, 0),
            (1535 * KB, 0),
            (1536 * KB, 1),
            (HUGE, 1),
            (HUGE + 1535 * KB, 1),
            (HUGE + 1536 * KB, 2),
            (3 * HUGE + 4 * KB, 3),
            (usize::MAX - 7 * HUGE, 3),
        ] {
            let expected = 4 * HUGE..(4 + pages) * HUGE;
            let found = filled_pages(block.clone(), filled);
            assert!(
                found == expected || found.is_empty() && pages == 0,
                "{filled}"
            );
        }
        // In a block that starts elsewhere, the bytes before its first huge page are left.
        let block = 4 * HUGE + 16..6 * HUGE;
        assert!(filled_pages(block.clone(), HUGE).is_empty());
        assert_eq!(filled_pages(block, 2 * HUGE - 16), 5 * HUGE..6 * HUGE);
        assert!(filled_pages(16..HUGE - 16, HUGE).is_empty());
    }

    #[test]
    fn where_the_heap_has_a_name_nothing_else_is_taken() {
        let maps = "\
            7f0000000000-7f0000a00000 rw-p 00000000 00:00 0 \n\
            7f0001000000-7f0001400000 rw-p 00000000 00:00 0 [anon:zend_alloc]\n";
        let named = 0x7f00_0100_0000..0x7f00_0140_0000;
        assert!(heap(maps).into_iter().eq(std::iter::once(named)));
    }
}
