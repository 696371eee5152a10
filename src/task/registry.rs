//! A map from task ids to what this process keeps until the tasks are finished. It may
//! hold PHP's objects, so C's `exit()` must not drop it. A process that is forked has a copy,
//! in which it finds nothing.

use super::role::{self, Token};
use std::{cell::RefCell, collections::HashMap, hash::Hash, mem::ManuallyDrop};

/// See the module. For a thread-local variable.
pub struct Registry<K, V>(RefCell<ManuallyDrop<HashMap<(Token, K), V>>>);

impl<K, V> Default for Registry<K, V> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

impl<K: Eq + Hash + Copy, V: Clone> Registry<K, V> {
    /// Keeps something more.
    pub fn insert(&self, number: K, value: V) {
        self.0.borrow_mut().insert((role::owner(), number), value);
    }

    /// What is kept under this number; nothing in a process that does not have it.
    pub fn get(&self, number: &K) -> Option<V> {
        self.0.borrow().get(&(role::owner(), *number)).cloned()
    }

    /// The first that `look` finds something in.
    pub fn find_map<T>(&self, mut look: impl FnMut(&K, &V) -> Option<T>) -> Option<T> {
        let (all, this) = (self.0.borrow(), role::owner());
        all.iter()
            .filter(|((owner, _), _)| *owner == this)
            .find_map(|((_, number), value)| look(number, value))
    }

    /// Drops what is kept under this number. PHP's code may run: what its objects hold may go.
    pub fn remove(&self, number: &K) {
        let removed = self.0.borrow_mut().remove(&(role::owner(), *number));
        drop(removed);
    }

    /// At the end of the request: drops what is left.
    pub fn clear(&self) {
        drop(ManuallyDrop::into_inner(self.0.take()));
    }

    /// When the request's objects have been destroyed: forgets what is left, which no longer
    /// stands for anything.
    pub fn forget(&self) {
        let _ = self.0.take();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::rc::Rc;

    #[test]
    fn what_is_cleared_is_dropped_and_what_is_forgotten_is_not() {
        let kept = Registry::default();
        let value = Rc::new(());
        kept.insert(1, Rc::clone(&value));
        kept.clear();
        assert_eq!(
            (Rc::strong_count(&value), kept.get(&1).is_some()),
            (1, false)
        );
        kept.insert(2, Rc::clone(&value));
        kept.forget();
        assert_eq!(
            (Rc::strong_count(&value), kept.get(&2).is_some()),
            (2, false)
        );
    }

    #[test]
    fn what_is_removed_is_dropped_when_the_rest_can_be_used_again() {
        thread_local! {
            static KEPT: Registry<u32, Rc<Uses>> = Registry::default();
        }
        struct Uses;
        impl Drop for Uses {
            fn drop(&mut self) {
                KEPT.with(|kept| assert!(kept.get(&1).is_none()));
            }
        }
        KEPT.with(|kept| {
            kept.insert(1, Rc::new(Uses));
            kept.remove(&1);
        });
    }
}
