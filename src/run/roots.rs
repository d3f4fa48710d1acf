//! Trust anchors that load while something else waits anyway.

use crate::cli::UsageError;
use crate::tls::{Anchors, RootSource};
use std::sync::{Arc, Mutex, OnceLock};
use std::thread::JoinHandle;

/// Trust anchors that load in a thread while DNS and TCP are under way; a clone has the same.
#[derive(Clone)]
pub(super) struct Roots(Arc<Loading>);

struct Loading {
    thread: Mutex<Option<JoinHandle<Anchors>>>,
    anchors: OnceLock<Anchors>,
}

impl Roots {
    /// Begins to load. Files that the user named are read at once, so that a wrong one is refused before anything is probed.
    pub(super) fn begin(sources: &[RootSource]) -> anyhow::Result<Self> {
        let is_file =
            |source: &RootSource| matches!(source, RootSource::File(_) | RootSource::Folder(_));
        let (files, stores): (Vec<_>, Vec<_>) = sources.iter().cloned().partition(is_file);
        let named = Anchors::load(&files).map_err(|error| {
            let hint = "--ca-file takes a file with certificates in PEM form, --ca-dir a folder of such files";
            UsageError::new(error.to_string(), hint)
        })?;
        if stores.is_empty() {
            return Ok(Self(Arc::new(Loading {
                thread: Mutex::new(None),
                anchors: OnceLock::from(named),
            })));
        }
        let thread = std::thread::spawn(move || match Anchors::load(&stores) {
            Ok(store) => store.and(named),
            Err(_) => named,
        });
        Ok(Self(Arc::new(Loading {
            thread: Mutex::new(Some(thread)),
            anchors: OnceLock::new(),
        })))
    }

    /// What could not be read of the anchors; nothing where they were not needed.
    pub(super) fn complaints(&self) -> &[String] {
        self.0
            .anchors
            .get()
            .map_or(&[], |anchors| &anchors.complaints)
    }

    /// The anchors; waits for them where they are not there yet.
    pub(super) fn anchors(&self) -> &Anchors {
        self.0.anchors.get_or_init(|| {
            let thread = self
                .0
                .thread
                .lock()
                .ok()
                .and_then(|mut thread| thread.take());
            let loaded = thread.and_then(|thread| thread.join().ok());
            loaded.unwrap_or_else(|| Anchors {
                store_name: "the store".to_owned(),
                anchors: Vec::new(),
                complaints: vec!["loading it failed".to_owned()],
            })
        })
    }
}
