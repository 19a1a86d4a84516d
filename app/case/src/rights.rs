//! The reading of `roles.csv`, the one table of rights.
//!
//! A row that cannot be read is left out, which refuses: the tests see that there is none. Left out on purpose: the
//! column `fresh_sign_in`, which counts from delivery H, and the notes.

use std::sync::LazyLock;

use crate::permissions::Action;
use crate::{Role, Scope, State};

/// The newest delivery whose rows count.
pub(crate) const DELIVERY: char = 'A';

/// One right: the role may do the action within the scope, in these states.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Right {
    pub(crate) action: Action,
    pub(crate) role: Role,
    pub(crate) scope: Scope,
    /// Empty means any.
    states: Vec<State>,
}

impl Right {
    /// Whether it holds in this state; without a state only rights that hold in any.
    pub(crate) fn holds_in(&self, state: Option<State>) -> bool {
        self.states.is_empty() || state.is_some_and(|state| self.states.contains(&state))
    }
}

/// The rights for an action, in the order of the table.
pub(crate) fn rights_for(action: Action) -> impl Iterator<Item = &'static Right> {
    RIGHTS.iter().filter(move |right| right.action == action)
}

static RIGHTS: LazyLock<Vec<Right>> =
    LazyLock::new(|| include_str!("../roles.csv").lines().skip(1).filter_map(read_row).collect());

/// Reads action, role, scope, fresh sign-in, states, delivery; the note behind them may hold anything.
fn read_row(line: &str) -> Option<Right> {
    let mut columns = line.splitn(7, ',');
    let action = columns.next()?;
    let role = columns.next()?;
    let scope = columns.next()?;
    let states = columns.nth(1)?;
    let delivery: char = columns.next()?.parse().ok()?;
    if delivery > DELIVERY {
        return None;
    }
    let states: Result<Vec<State>, _> = states.split('|').filter(|name| !name.is_empty()).map(str::parse).collect();
    Some(Right {
        action: action.parse().ok()?,
        role: role.parse().ok()?,
        scope: scope.parse().ok()?,
        states: states.ok()?,
    })
}
