//! What every route shares.

use crate::clock::Clock;
use accounts::{Accounts, WhoIsThere};
use axum::extract::FromRef;
use commands::Commands;
use leptos::prelude::LeptosOptions;
use server_functions::Service;
use std::sync::Arc;
use store::Store;

/// Shared by all routes; copies share everything.
#[derive(Clone)]
pub struct State {
    /// Casework.
    pub commands: Commands,
    /// Signing in.
    pub accounts: Accounts,
    /// The moment.
    pub clock: Clock,
    /// What is kept: for looking up, never for deciding.
    pub store: Store,
    /// Where the built site is.
    pub leptos: LeptosOptions,
}

impl FromRef<State> for LeptosOptions {
    fn from_ref(state: &State) -> Self {
        state.leptos.clone()
    }
}

impl State {
    /// Address of the style sheet, for pages that leptos does not draw. It is named in hash.txt beside the program, as
    /// leptos reads it for its own pages.
    pub(crate) fn style_sheet(&self) -> String {
        let (name, folder) = (&self.leptos.output_name, &self.leptos.site_pkg_dir);
        let hashes = self.hashes().filter(|_| self.leptos.hash_files).unwrap_or_default();
        let hash = hashes.lines().find_map(|line| line.strip_prefix("css: "));
        hash.map_or_else(|| format!("/{folder}/{name}.css"), |hash| format!("/{folder}/{name}.{}.css", hash.trim()))
    }

    /// Whether leptos finds the names of the built files, without which it draws nothing.
    pub(crate) fn has_names_of_built_files(&self) -> bool {
        !self.leptos.hash_files || self.hashes().is_some()
    }

    fn hashes(&self) -> Option<String> {
        let program = std::env::current_exe().ok()?;
        std::fs::read_to_string(program.parent()?.join(self.leptos.hash_file.as_ref())).ok()
    }

    /// Puts the services that server functions ask for into the context.
    pub(crate) fn provide_services(&self) {
        use leptos::prelude::provide_context;
        let commands = Arc::new(self.commands.clone());
        let who = Arc::new(WhoIsThere::new(self.accounts.clone(), Arc::clone(&self.clock)));
        provide_context(Service(who as Arc<dyn server_functions::accounts::Accounts>));
        provide_context(Service(Arc::clone(&commands) as Arc<dyn server_functions::applications::Applications>));
        provide_context(Service(Arc::clone(&commands) as Arc<dyn server_functions::drafts::Drafts>));
        provide_context(Service(Arc::clone(&commands) as Arc<dyn server_functions::supervision::Supervision>));
        provide_context(Service(Arc::clone(&commands) as Arc<dyn server_functions::submission::Submission>));
        provide_context(Service(commands as Arc<dyn server_functions::benefit_check::BenefitChecks>));
    }
}
