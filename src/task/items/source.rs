//! Where the items of a run come from.

use crate::{
    codec::value::Unencodable,
    engine::{
        Object, Thrown,
        array::{self, Key},
        closure, exception,
        gc_references::Held,
        value,
    },
    memory::{
        lanes::Lanes,
        memory_file::{MemoryFile, Region},
        slot::Slot,
    },
    task::{TaskError, outcome},
};
use ext_php_rs::types::{ZendHashTable, Zval};
use std::rc::Rc;

/// What is done with each item.
pub struct Job {
    /// The closure.
    pub closure: Object,
    /// Whether it is given the item's key, too.
    pub pass_key: bool,
}

/// The items as processes find them.
pub enum Items {
    /// Elements of an array, which every process has from its caller.
    Inherited(Elements),
    /// They are sent; what does not fit an item's slot goes to its region.
    Sent {
        /// The memory file.
        file: Rc<MemoryFile>,
        /// A region for each slot.
        regions: Vec<Region>,
    },
}

/// The elements of an array, by their numbers.
pub struct Elements {
    array: Zval,
    /// Where each stands, if not just at its number.
    places: Option<Vec<u32>>,
}

impl Elements {
    /// Those of this array; `None` when it is none.
    pub fn of(array: Zval) -> Option<Self> {
        let table = array.array()?;
        let places = (!array::is_dense(table)).then(|| places(table));
        Some(Self { array, places })
    }

    /// Reports the values that it holds to the collector of cycles.
    pub fn held(&self, held: &mut Held<'_>) {
        held.value(&self.array);
    }

    /// How many there are.
    pub fn len(&self) -> u32 {
        match (&self.places, self.array.array()) {
            (Some(places), _) => u32::try_from(places.len()).unwrap_or(u32::MAX),
            (None, Some(table)) => table.nNumOfElements,
            (None, None) => 0,
        }
    }

    /// An element with its key.
    pub fn get(&self, number: u64) -> Option<(Key<'_>, &Zval)> {
        let number = u32::try_from(number).ok()?;
        let place = match &self.places {
            None => number,
            Some(places) => *places.get(number as usize)?,
        };
        array::entries_from(self.array.array()?, place).next()
    }
}

/// Where the elements of an array with holes stand.
fn places(table: &ZendHashTable) -> Vec<u32> {
    let mut places = Vec::with_capacity(table.nNumOfElements as usize);
    let mut entries = array::entries(table);
    while entries.next().is_some() {
        places.push(entries.position() - 1);
    }
    places
}

impl Items {
    /// In a process: where an item that has been claimed stands; `None` when it is not for
    /// the run's processes.
    pub fn find(&self, lanes: &Lanes, item: u64) -> Option<FoundItem> {
        match self {
            Self::Inherited(_) => Some(FoundItem { item, job: 0 }),
            Self::Sent { .. } => lanes.job_of(item).map(|job| FoundItem { item, job }),
        }
    }
}

/// An item that has been claimed and found.
#[derive(Clone, Copy)]
pub struct FoundItem {
    item: u64,
    /// The job that holds it; without meaning for an item that was inherited.
    job: u32,
}

impl Job {
    /// In a process: calls the closure for an item.
    ///
    /// # Errors
    /// [`Thrown`] when it threw or called `exit()`, or the item could not be read.
    pub fn call(&self, items: &Items, lanes: &Lanes, found: FoundItem) -> Result<Zval, Thrown> {
        match items {
            Items::Inherited(elements) => {
                let Some((key, element)) = elements.get(found.item) else {
                    return Err(Self::unreadable("it is not there"));
                };
                let element = value::copy(element);
                if self.pass_key {
                    closure::call_with(&self.closure, [element, key.value()])
                } else {
                    closure::call(&self.closure, Some(&element))
                }
            }
            Items::Sent { file, regions } => {
                let sent = receive(file, regions, lanes, found);
                let sent = sent.map_err(|error| match error {
                    TaskError::Thrown => Thrown,
                    other => Self::unreadable(&other.to_string()),
                })?;
                if !self.pass_key {
                    return closure::call(&self.closure, Some(&sent));
                }
                let Some(pair) = sent.array() else {
                    return Err(Self::unreadable("it has no key"));
                };
                let mut parts = array::entries(pair).map(|(_, part)| value::copy(part));
                let (Some(element), Some(key)) = (parts.next(), parts.next()) else {
                    return Err(Self::unreadable("it has no key"));
                };
                closure::call_with(&self.closure, [element, key])
            }
        }
    }

    fn unreadable(why: &str) -> Thrown {
        let text = format!("The item of a task could not be read: {why}");
        exception::throw(exception::Kind::Runtime, &text)
    }
}

/// Reads an item that has been found.
fn receive(
    file: &MemoryFile,
    regions: &[Region],
    lanes: &Lanes,
    FoundItem { item, job }: FoundItem,
) -> Result<Zval, TaskError> {
    let nowhere = || TaskError::Unreadable("it is nowhere".into());
    let region = *regions.get(job as usize).ok_or_else(nowhere)?;
    let message = lanes
        .job(job)
        .take()
        .open(Some((file, region)))
        .map_err(|error| TaskError::Unreadable(error.to_string()))?
        .map_err(|damaged| TaskError::Unreadable(damaged.to_string()))?;
    let value = outcome::decode_item(message)?;
    // Its caller may have given it up meanwhile, and put another one there.
    if lanes.job_of(item) == Some(job) {
        Ok(value)
    } else {
        Err(nowhere())
    }
}

/// In the caller: puts an item, with its key if there is one, into a slot. Returns false
/// for one that cannot be sent.
///
/// # Errors
/// [`Thrown`] when the program ends.
pub fn put(
    key: Option<&Zval>,
    item: &Zval,
    slot: Slot,
    overflow: (&MemoryFile, Region),
) -> Result<bool, Thrown> {
    let pair;
    let whole = match key {
        None => item,
        Some(key) => {
            let mut list = array::Builder::list(2);
            list.push(value::copy(item));
            list.push(value::copy(key));
            pair = list.into_value();
            &pair
        }
    };
    match outcome::seal_item(whole, slot.writer(Some(overflow))) {
        Ok(sendable) => Ok(sendable),
        Err(Unencodable::Thrown) => match exception::take() {
            Some(exception::Pending::Exit) => Err(Thrown),
            _ => Ok(false),
        },
        Err(_) => Ok(false),
    }
}
