//! What was typed before, as the editor asks for it, in memory; what may be kept is decided by [`kept`], and goes into the file at once.

use super::super::history::{HistoryFile, MOST, kept};
use super::Kind;
use crate::smtp::sasl::Veil;
use reedline::{
    FileBackedHistory, History, HistoryItem, HistoryItemId, HistorySessionId, Result, SearchQuery,
};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A handle on the history: every editor of the session has the same.
#[derive(Clone)]
pub(super) struct Memory(Arc<Mutex<Inner>>);

struct Inner {
    /// Without a file of its own.
    lines: FileBackedHistory,
    file: Option<HistoryFile>,
    /// What hides secrets.
    veil: Veil,
    /// What is asked for now.
    kind: Kind,
}

impl Memory {
    /// With the lines of the file, where there is one.
    pub(super) fn new(file: Option<HistoryFile>, veil: Veil) -> Self {
        let mut lines = FileBackedHistory::new(MOST).unwrap_or_default();
        for line in file.iter().flat_map(HistoryFile::lines) {
            // In memory nothing can fail.
            let _ = lines.save(HistoryItem::from_command_line(line));
        }
        Self(Arc::new(Mutex::new(Inner {
            lines,
            file,
            veil,
            kind: Kind::Command,
        })))
    }

    /// From now on this is asked for.
    pub(super) fn is_asked(&self, kind: Kind) {
        self.inner().kind = kind;
    }

    /// A line that did not come through the editor.
    pub(super) fn add(&self, line: &str) {
        // In memory nothing can fail.
        let _ = self.inner().save(HistoryItem::from_command_line(line));
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn save(&mut self, mut item: HistoryItem) -> Result<HistoryItem> {
        let kept = kept(item.command_line.as_bytes(), self.kind);
        let kept = kept.filter(|line| self.veil.hide(line) == *line);
        let Some(line) = kept.and_then(|line| String::from_utf8(line).ok()) else {
            // An error would make the editor offer the line once more by itself.
            item.id = None;
            return Ok(item);
        };
        let saved = self.lines.save(HistoryItem::from_command_line(&line))?;
        if saved.id.is_some()
            && let Some(file) = &mut self.file
        {
            file.add(&line);
        }
        Ok(saved)
    }
}

impl History for Memory {
    fn save(&mut self, item: HistoryItem) -> Result<HistoryItem> {
        self.inner().save(item)
    }

    fn load(&self, id: HistoryItemId) -> Result<HistoryItem> {
        self.inner().lines.load(id)
    }

    fn count(&self, query: SearchQuery) -> Result<i64> {
        self.inner().lines.count(query)
    }

    fn search(&self, query: SearchQuery) -> Result<Vec<HistoryItem>> {
        self.inner().lines.search(query)
    }

    fn update(
        &mut self,
        id: HistoryItemId,
        updater: &dyn Fn(HistoryItem) -> HistoryItem,
    ) -> Result<()> {
        self.inner().lines.update(id, updater)
    }

    fn clear(&mut self) -> Result<()> {
        self.inner().lines.clear()
    }

    fn delete(&mut self, id: HistoryItemId) -> Result<()> {
        self.inner().lines.delete(id)
    }

    fn sync(&mut self) -> std::io::Result<()> {
        Ok(())
    }

    fn session(&self) -> Option<HistorySessionId> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::smtp::sasl::Secret;

    #[test]
    fn k10_what_is_hidden_is_not_kept() {
        let veil = Veil::default();
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("history");
        let file = HistoryFile::open(place.clone()).unwrap();
        let memory = Memory::new(Some(file), veil.clone());
        memory.add("NOOP secretpass");
        // It was typed to authenticate.
        veil.cover(&Secret::new(&b"secretpass"[..]));
        for line in [
            "VRFY secretpass",
            "/raw VRFY secretpass\\r\\n",
            "VRFY c2VjcmV0cGFzcw==",
            "RSET",
        ] {
            memory.add(line);
        }
        memory.is_asked(Kind::Response);
        memory.add("TH PLAIN AGF");
        let kept = std::fs::read_to_string(&place).unwrap();
        assert_eq!(kept, "NOOP secretpass\nRSET\n");
    }
}
