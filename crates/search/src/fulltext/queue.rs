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
        let full = |held: &mut usize| *held > 0 && *held + bytes > MOST;
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
    use super::*;

    #[test]
    fn a_document_waits_until_there_is_room() {
        let queue = Queue::default();
        let first = queue.enter(TantivyDocument::default(), MOST - 1);
        let small = queue.enter(TantivyDocument::default(), 1);
        let (told, heard) = std::sync::mpsc::channel();
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let next = queue.enter(TantivyDocument::default(), 2);
                told.send(()).unwrap();
                drop(next);
            });
            assert!(
                heard.recv_timeout(Duration::from_millis(50)).is_err(),
                "it waits"
            );
            drop(small.into_tantivy_document());
            assert!(
                heard.recv_timeout(Duration::from_millis(50)).is_err(),
                "one byte is not enough"
            );
            drop(first);
            heard.recv_timeout(PATIENCE).unwrap();
        });
    }

    #[test]
    fn one_that_is_longer_than_the_queue_waits_alone() {
        let queue = Queue::default();
        let long = queue.enter(TantivyDocument::default(), 2 * MOST);
        drop(long);
        drop(queue.enter(TantivyDocument::default(), 1));
        assert_eq!(*queue.0.bytes.lock().unwrap(), 0);
    }
}
