//! The kinds of a message: the number in its slot's header says what the body holds.

/// A value that needs no PHP to be read.
pub const PLAIN: u32 = 1;
/// A value that PHP's serializer has written.
pub const SERIALIZED: u32 = 2;
/// What the closure threw.
pub const THROWN: u32 = 3;
/// The status of an `exit()`.
pub const EXIT: u32 = 4;
/// The text of a fatal error.
pub const FATAL: u32 = 5;
/// Nothing: the value is nested too deeply.
pub const TOO_DEEP: u32 = 6;
/// Why the value could not be written.
pub const UNSENDABLE: u32 = 7;
/// A big string.
pub const STRING: u32 = 8;
/// A list of numbers.
pub const LIST: u32 = 9;
/// A table of rows.
pub const ROWS: u32 = 10;
/// As [`THROWN`]: the serializer threw it, for the result.
pub const REFUSED: u32 = 11;

/// Whether it is a value.
pub fn is_value(kind: u32) -> bool {
    matches!(kind, PLAIN | SERIALIZED | STRING | LIST | ROWS)
}

/// Whether it tells of something other than a value.
pub fn is_failure(kind: u32) -> bool {
    !is_value(kind)
}

/// Whether it tells of a death.
pub fn is_death(kind: u32) -> bool {
    matches!(kind, EXIT | FATAL)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_a_value_a_death_or_a_failure() {
        let values = (PLAIN..=REFUSED).filter(|kind| is_value(*kind));
        assert_eq!(
            values.collect::<Vec<_>>(),
            [PLAIN, SERIALIZED, STRING, LIST, ROWS]
        );
        assert!((0..=REFUSED + 1).all(|kind| !(is_value(kind) && is_death(kind))));
        assert!(!is_value(0) && !is_value(REFUSED + 1));
    }
}
