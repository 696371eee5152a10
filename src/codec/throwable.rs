//! What was thrown, as a record: for the throwable and each of its previous
//! ones, the class, the trace and the properties.
//!
//! | element | content |
//! |---|---|
//! | 0 | the class's name |
//! | 1 | the trace, its arguments cut down to what can travel |
//! | 2 | plain properties by full name |
//! | 3 | the other properties, serialized together, so that objects stay shared; null if that failed |
//! | 4 | then: each of the others that can be serialized by itself |
//!
//! Where a serialized property holds throwables of the chain, it refers to them: see
//! `referred_to`.

mod read;
mod summary;
mod trace;
mod write;

pub use read::read;
pub use summary::Summary;
pub use write::{Extent, write};

use crate::engine::{Object, throwable};
use smallvec::SmallVec;
use std::collections::HashSet;

/// Levels of the record around a plain property, and around an argument in the trace: what
/// they hold may be less deep than a value that travels by itself.
const AROUND_PROPERTY: u32 = 3;
const AROUND_ARGUMENT: u32 = 5;

/// Previous throwables that travel; of a longer chain the first ones do. Freeing a
/// chain takes the engine as deep a stack as it is long.
const MAX_CHAIN: usize = 20_000;

/// A throwable and its previous ones.
type Chain = SmallVec<[Object; 4]>;

/// The chain that starts with a throwable.
fn chain(thrown: &Object) -> Chain {
    let (mut chain, mut seen) = (Chain::new(), Seen::default());
    let mut next = Some(thrown.clone());
    while let Some(link) = next.filter(|link| seen.len() < MAX_CHAIN && seen.insert(link.handle()))
    {
        next = previous(&link);
        chain.push(link);
    }
    chain
}

/// The throwables that a serialized property may refer to, the same for who writes and
/// who reads: the first ones of the chain, and the one that has the property.
fn referred_to(chain: &Chain, place: usize) -> Chain {
    /// For each link of a long chain all are numbered.
    const FIRST: usize = 32;
    let beyond = chain.get(place).filter(|_| place >= FIRST);
    chain.iter().take(FIRST).chain(beyond).cloned().collect()
}

/// The handles of a chain's links. Only reflection can make the chain a ring.
#[derive(Default)]
struct Seen {
    /// The first ones. Few chains are longer, and searching this list costs a task less
    /// than its first use of a hash table.
    first: SmallVec<[u32; Seen::FIRST]>,
    others: Option<HashSet<u32>>,
}

impl Seen {
    const FIRST: usize = 16;

    fn len(&self) -> usize {
        self.first.len() + self.others.as_ref().map_or(0, HashSet::len)
    }

    /// Adds a handle. Returns false when it was there.
    fn insert(&mut self, handle: u32) -> bool {
        if self.first.contains(&handle) {
            false
        } else if self.first.len() < Self::FIRST {
            self.first.push(handle);
            true
        } else {
            self.others.get_or_insert_default().insert(handle)
        }
    }
}

fn previous(link: &Object) -> Option<Object> {
    let name = throwable::private_name(throwable::base_class(link), "previous");
    throwable::property(link, &name).and_then(|value| crate::engine::value::object(&value))
}
