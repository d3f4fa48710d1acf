//! The domain's policies, looked up beside the sessions.

use super::pipeline::Run;
use crate::dns::Resolver;
use crate::policies::{self, Policies};
use std::sync::Arc;
use tokio::sync::SetOnce;

/// A look-up that is under way.
pub(super) struct LookUp {
    found: Arc<SetOnce<Policies>>,
}

impl LookUp {
    /// Begins, in a task of its own.
    pub(super) fn begin(run: &Run<'_>, resolver: &Arc<Resolver>) -> Self {
        let found = Arc::new(SetOnce::new());
        let settings = run.policy_settings();
        let (resolver, there) = (resolver.clone(), found.clone());
        tokio::spawn(async move {
            let policies = policies::look_up(&resolver, &settings).await;
            // It is set here alone.
            let _ = there.set(policies);
        });
        Self { found }
    }

    /// What was found, if everything is known already.
    pub(super) fn known(&self) -> Option<&Policies> {
        self.found.get()
    }

    /// What was found, as soon as everything is known.
    pub(super) async fn wait(&self) -> &Policies {
        self.found.wait().await
    }
}
