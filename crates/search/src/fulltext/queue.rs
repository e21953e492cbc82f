//! Documents on their way to tantivy's threads. Tantivy holds up to ten thousand of them before its
//! own budget of memory begins to count; here they are bounded by the bytes of their texts.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use tantivy::TantivyDocument;
use tantivy::schema::document::Document;

/// Bytes of text that may wait; a longer document waits alone.
const MOST: usize = 8 << 20;

/// Threads that ended by a failure take nothing any more; what is added next is told of it.
const PATIENCE: Duration = Duration::from_secs(10);

/// What waits, in bytes.
#[derive(Default)]
pub(super) struct Queue(Arc<Waiting>);

#[derive(Default)]
struct Waiting {
    bytes: Mutex<usize>,
    taken: Condvar,
}

/// A document that waits, until a thread takes it.
pub(super) struct Queued {
    document: TantivyDocument,
    _place: Place,
}

/// Room in the queue; given back when this is dropped.
struct Place {
    bytes: usize,
    waiting: Arc<Waiting>,
}

impl Queue {
    /// Waits until there is room for a document with so many bytes of text.
    pub(super) fn enter(&self, document: TantivyDocument, bytes: usize) -> Queued {
        let held = self.0.bytes.lock().unwrap_or_else(PoisonError::into_inner);
        let full = |held: &mut usize| !fits(*held, bytes);
        let (mut held, _) = self
            .0
            .taken
            .wait_timeout_while(held, PATIENCE, full)
            .unwrap_or_else(PoisonError::into_inner);
        *held += bytes;
        Queued {
            document,
            _place: Place {
                bytes,
                waiting: Arc::clone(&self.0),
            },
        }
    }
}

/// Whether so many bytes may join those that wait.
fn fits(held: usize, bytes: usize) -> bool {
    held == 0 || held + bytes <= MOST
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut held = self
            .waiting
            .bytes
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        *held = held.saturating_sub(self.bytes);
        self.waiting.taken.notify_all();
    }
}

impl Document for Queued {
    type Value<'a> = <TantivyDocument as Document>::Value<'a>;
    type FieldsValuesIter<'a> = <TantivyDocument as Document>::FieldsValuesIter<'a>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        self.document.iter_fields_and_values()
    }

    /// As it leaves the queue.
    fn into_tantivy_document(self) -> TantivyDocument {
        self.document
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    #[test]
    fn there_is_room_up_to_the_bound_and_for_one_that_is_longer_than_it() {
        assert!(fits(MOST - 2, 2));
        assert!(!fits(MOST - 1, 2));
        assert!(fits(0, 2 * MOST));
        assert!(!fits(2 * MOST, 0));
    }

    #[test]
    fn a_document_that_waits_enters_when_there_is_room() {
        let queue = Queue::default();
        let first = queue.enter(TantivyDocument::default(), MOST);
        std::thread::scope(|scope| {
            let next = scope.spawn(|| {
                let begun = Instant::now();
                (queue.enter(TantivyDocument::default(), 2), begun.elapsed())
            });
            drop(first.into_tantivy_document());
            let (next, waited) = next.join().unwrap();
            assert!(waited < PATIENCE, "it was told that there is room");
            assert_eq!(*queue.0.bytes.lock().unwrap(), 2);
            drop(next);
        });
        assert_eq!(*queue.0.bytes.lock().unwrap(), 0);
    }
}
