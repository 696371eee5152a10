//! A copy of few bytes without a call of memcpy.

/// Copies `from` to the beginning of `to`. Few bytes are copied as their first and their
/// last half, which may overlap; nothing is copied if `to` is too short.
#[inline]
pub fn copy(from: &[u8], to: &mut [u8]) {
    #[inline]
    fn ends<const N: usize>(from: &[u8], to: &mut [u8]) {
        if let (Some(first), Some(last)) = (from.first_chunk::<N>(), from.last_chunk::<N>())
            && let Some(to) = to.get_mut(..from.len())
        {
            to[..N].copy_from_slice(first);
            to[from.len() - N..].copy_from_slice(last);
        }
    }
    match from.len() {
        0 => {}
        1 => ends::<1>(from, to),
        2..=3 => ends::<2>(from, to),
        4..=7 => ends::<4>(from, to),
        8..=15 => ends::<8>(from, to),
        16..=32 => ends::<16>(from, to),
        _ => {
            if let Some(to) = to.get_mut(..from.len()) {
                to.copy_from_slice(from);
            }
        }
    }
}
