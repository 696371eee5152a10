//! A process's name, as `ps` and `top` show it.

/// What the kernel keeps of a name, without its zero.
const LENGTH: usize = 15;

/// The name of this process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Title([u8; LENGTH + 1]);

impl Title {
    /// `pokio:` and this name, as much of it as there is place for.
    pub fn of_task(name: &[u8]) -> Self {
        let mut title = [0; LENGTH + 1];
        let text = b"pokio:".iter().chain(name).map(|byte| match byte {
            0..0x20 | 0x7f => b'?',
            other => *other,
        });
        title
            .iter_mut()
            .take(LENGTH)
            .zip(text)
            .for_each(|(to, from)| *to = from);
        Self(title)
    }

    /// The one that the process has.
    #[cfg(test)]
    pub fn now() -> Self {
        #[allow(unused_mut, reason = "other systems have no such call")]
        let mut title = [0; LENGTH + 1];
        #[cfg(target_os = "linux")]
        // SAFETY: the kernel writes at most this many bytes.
        unsafe {
            libc::prctl(libc::PR_GET_NAME, title.as_mut_ptr())
        };
        Self(title)
    }

    /// Gives it to this process. Where there is no such call, nothing happens.
    pub fn set(&self) {
        #[cfg(target_os = "linux")]
        // SAFETY: the name ends in a zero.
        unsafe {
            libc::prctl(libc::PR_SET_NAME, self.0.as_ptr())
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_cut_and_one_with_line_breaks_stays_on_its_line() {
        assert_eq!(&Title::of_task(b"resize").0, b"pokio:resize\0\0\0\0");
        assert_eq!(&Title::of_task(b"a\nb\0\x7f").0, b"pokio:a?b??\0\0\0\0\0");
        assert_eq!(&Title::of_task(b"0123456789").0, b"pokio:012345678\0");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_name_is_set_and_put_back() {
        let before = Title::now();
        let own = Title::of_task(b"test");
        own.set();
        assert_eq!(Title::now(), own);
        before.set();
        assert_eq!(Title::now(), before);
    }
}
