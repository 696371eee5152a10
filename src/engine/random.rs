//! The generators behind `mt_rand()` and `lcg_value()`: seeded from the state of others.
//!
//! Tasks inherit their caller's generators and would all draw the same numbers. So a task's
//! are seeded with what [`seeds`] makes of the caller's state and a number.

use super::ffi;
use std::{
    ffi::c_void,
    ptr::addr_of_mut,
    sync::atomic::{AtomicBool, Ordering::Relaxed},
};

/// The words of `mt_rand()`'s state: 624 numbers, how many have been drawn, and the mode.
const WORDS: usize = 626;

/// The state of `mt_rand()`.
type Twister = [u32; WORDS];

/// The state of `lcg_value()`.
type Combined = [i32; 2];

/// Whether the engine's structures are as described here.
static KNOWN: AtomicBool = AtomicBool::new(false);

/// The head of `zend_random_globals`.
#[cfg(not(php84))]
#[repr(C)]
pub struct Globals {
    combined: *mut Status,
    combined_seeded: bool,
    twister: *mut Status,
    twister_seeded: bool,
}

/// `php_random_status`
#[cfg(not(php84))]
#[repr(C)]
struct Status {
    size: usize,
    state: *mut c_void,
}

/// `zend_random_globals`
#[cfg(php84)]
#[repr(C)]
pub struct Globals {
    combined_seeded: bool,
    twister_seeded: bool,
    fallback: [u8; 21],
    combined: Combined,
    twister: Twister,
}

// SAFETY: only the thread that runs PHP looks at it.
#[cfg(not(php_zts))]
unsafe impl Sync for Globals {}

/// The generators of this thread.
struct Generators {
    combined_seeded: *mut bool,
    twister_seeded: *mut bool,
    combined: *mut Combined,
    twister: *mut Twister,
}

fn globals() -> *mut Globals {
    #[cfg(not(php_zts))]
    return &raw mut ffi::random_globals;
    #[cfg(php_zts)]
    // SAFETY: the number of the structure is the engine's own.
    unsafe {
        ffi::ts_resource_ex(ffi::random_globals_id, std::ptr::null_mut()).cast()
    }
}

impl Generators {
    /// Those of this thread, where the structures are known.
    fn get() -> Option<Self> {
        KNOWN.load(Relaxed).then(Self::assumed)
    }

    /// Those of this thread, if the structures are as described.
    fn assumed() -> Self {
        let globals = globals();
        // SAFETY: addresses of members; before PHP 8.4 the states are behind pointers that
        // are set when the thread starts. `check` has compared the layout.
        unsafe {
            #[cfg(not(php84))]
            let (combined, twister) = (
                (*(*globals).combined).state.cast(),
                (*(*globals).twister).state.cast(),
            );
            #[cfg(php84)]
            let (combined, twister) = (
                addr_of_mut!((*globals).combined),
                addr_of_mut!((*globals).twister),
            );
            Self {
                combined_seeded: addr_of_mut!((*globals).combined_seeded),
                twister_seeded: addr_of_mut!((*globals).twister_seeded),
                combined,
                twister,
            }
        }
    }

    fn twister_seeded(&self) -> bool {
        // SAFETY: reads a flag.
        unsafe { *self.twister_seeded }
    }

    fn combined_seeded(&self) -> bool {
        // SAFETY: reads a flag.
        unsafe { *self.combined_seeded }
    }

    fn unseed(&self) {
        // SAFETY: writes flags, and only where they change.
        unsafe {
            if *self.twister_seeded {
                *self.twister_seeded = false;
            }
            if *self.combined_seeded {
                *self.combined_seeded = false;
            }
        }
    }

    fn save(self) -> Saved {
        // SAFETY: copies of the states, which are plain numbers.
        unsafe {
            Saved {
                twister_seeded: *self.twister_seeded,
                combined_seeded: *self.combined_seeded,
                twister: *self.twister,
                combined: *self.combined,
                of: self,
            }
        }
    }
}

/// To be called when the module starts: compares what is known of the engine's structures
/// with what is there. Where they differ, tasks keep what they inherit.
pub(super) fn check() {
    // SAFETY: compares addresses first; what is read and written afterwards lies behind
    // them, and is put back. The generators have been set up with PHP's own extensions.
    unsafe {
        let globals = globals();
        let before = ffi::php_random_default_status();
        #[cfg(not(php84))]
        let found = (*globals).twister.cast::<c_void>();
        #[cfg(php84)]
        let found = addr_of_mut!((*globals).twister).cast::<c_void>();
        if before != found {
            return;
        }
        let generators = Generators::assumed();
        let saved = Generators::assumed().save();
        generators.unseed();
        ffi::php_mt_srand(1);
        let seeded = generators.twister_seeded();
        let first = *generators.twister;
        let drawn = [ffi::php_mt_rand(), ffi::php_mt_rand()];
        let moved = *generators.twister != first;
        *generators.twister = first;
        let again = [ffi::php_mt_rand(), ffi::php_mt_rand()];
        *generators.combined_seeded = true;
        *generators.combined = [1, 1];
        ffi::php_combined_lcg();
        // The two multipliers of the generator.
        let combined = *generators.combined == [40014, 40692];
        drop(saved);
        generators.unseed();
        KNOWN.store(seeded && moved && drawn == again && combined, Relaxed);
    }
}

/// What generators are to be seeded with: 32 bits for `mt_rand()`, 30 for `lcg_value()`,
/// and which of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Seeds(u64);

impl Seeds {
    /// Nothing has been seeded, so that PHP does it by itself.
    pub const NONE: Self = Self(0);

    const TWISTER: u64 = 1 << 63;
    const COMBINED: u64 = 1 << 62;
    const COMBINED_BITS: u32 = 30;

    /// As a number, to be stored.
    pub fn to_bits(self) -> i64 {
        self.0.cast_signed()
    }

    /// The seeds of this number.
    pub fn from_bits(bits: i64) -> Self {
        Self(bits.cast_unsigned())
    }

    /// The seeds of this number among those that are made of these: no two of as many as
    /// there are seeds are the same.
    pub fn derive(self, number: u64) -> Self {
        if self == Self::NONE {
            return self;
        }
        let twister = mix((self.0 & 0xffff_ffff).wrapping_add(number), 32);
        let combined = mix((self.0 >> 32).wrapping_add(number), Self::COMBINED_BITS);
        Self((self.0 & (Self::TWISTER | Self::COMBINED)) | (combined << 32) | twister)
    }
}

/// Another number of that many bits for each: odd multiples and shifts can be undone.
fn mix(number: u64, bits: u32) -> u64 {
    let mask = (1 << bits) - 1;
    let mut mixed = number & mask;
    for factor in [0x21f0_aaad, 0x735a_2d97, 0x9e37_79b1] {
        mixed ^= mixed >> (bits / 2);
        mixed = mixed.wrapping_mul(factor) & mask;
    }
    mixed ^ (mixed >> (bits / 2))
}

/// Seeds made of the state of this thread's generators, which does not change;
/// [`Seeds::NONE`] where nothing has been seeded.
pub fn seeds() -> Seeds {
    let Some(generators) = Generators::get() else {
        return Seeds::NONE;
    };
    let digest = |words: &mut dyn Iterator<Item = u32>| {
        words.fold(0xcbf2_9ce4_8422_2325_u64, |digest, word| {
            (digest ^ u64::from(word))
                .wrapping_mul(0x0100_0000_01b3)
                .rotate_left(29)
        })
    };
    let mut seeds = 0;
    if generators.twister_seeded() {
        // SAFETY: reads plain numbers.
        let words = unsafe { &*generators.twister };
        seeds |= Seeds::TWISTER | (digest(&mut words.iter().copied()) >> 32);
    }
    if generators.combined_seeded() {
        // SAFETY: as above.
        let words = unsafe { &*generators.combined };
        let digest = digest(&mut words.iter().map(|word| word.cast_unsigned()));
        seeds |= Seeds::COMBINED | ((digest >> (64 - Seeds::COMBINED_BITS)) << 32);
    }
    Seeds(seeds)
}

/// At the start of a task: seeds its generators. Those that are not to be seeded are left
/// to PHP, which seeds them when they are first used.
pub fn enter(seeds: Seeds) {
    let Some(generators) = Generators::get() else {
        return;
    };
    generators.unseed();
    if seeds.0 & Seeds::TWISTER != 0 {
        // SAFETY: any number is a seed.
        unsafe { ffi::php_mt_srand((seeds.0 & 0xffff_ffff) as u32) };
    }
    if seeds.0 & Seeds::COMBINED != 0 {
        let seed = (seeds.0 >> 32) & ((1 << Seeds::COMBINED_BITS) - 1);
        let second = mix(seed ^ 0x2545_f491, Seeds::COMBINED_BITS);
        // SAFETY: both numbers are from 1 to below the generator's moduli, which are
        // greater than two to the power of 30.
        unsafe {
            *generators.combined = [seed as i32 + 1, second as i32 + 1];
            *generators.combined_seeded = true;
        }
    }
}

/// Generators as they were, put back where this is dropped. After a bailout they are not.
pub struct Saved {
    of: Generators,
    twister_seeded: bool,
    combined_seeded: bool,
    twister: Twister,
    combined: Combined,
}

/// Remembers this thread's generators.
pub fn save() -> Option<Saved> {
    Generators::get().map(Generators::save)
}

impl Drop for Saved {
    fn drop(&mut self) {
        // SAFETY: writes what was read there.
        unsafe {
            if *self.of.twister != self.twister {
                *self.of.twister = self.twister;
            }
            *self.of.combined = self.combined;
            *self.of.twister_seeded = self.twister_seeded;
            *self.of.combined_seeded = self.combined_seeded;
        }
    }
}
