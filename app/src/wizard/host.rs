//! Where the living form is mounted: the browser's half says how, the page says where and when.

use crate::wizard::journey;
use case::ApplicationId;
use components::{JourneyMapOptions, StatusLineOptions, StatusTone};
use journal::Status;
use leptos::prelude::*;
use server_functions::applications::{Left, TaskLine};
use std::cell::RefCell;
use words::wizard;

/// What whoever mounts the living form is given.
#[derive(Clone, Copy)]
pub struct Host {
    /// Whose page it is.
    pub application: ApplicationId,
    /// Address of the page below the application; it changes while the wizard is alive.
    pub address: Signal<String>,
    /// Goes to an address of the program.
    pub go: Callback<String>,
    shown: Shown,
}

/// What the page shows around the living form, and is told by it.
#[derive(Clone, Copy)]
pub(crate) struct Shown {
    /// Title of the page, in that of the window.
    pub title: RwSignal<String>,
    /// Whether the page shows mistakes, which the title of the window says first.
    pub has_errors: RwSignal<bool>,
    /// The state of saving.
    pub status: RwSignal<StatusLineOptions>,
    /// Where one is and what is left.
    pub journey: RwSignal<JourneyMapOptions>,
}

impl Host {
    /// A page's host: title of the window and status line are told through it.
    pub(crate) fn new(application: ApplicationId, address: Signal<String>, go: Callback<String>, shown: Shown) -> Self {
        Self { application, address, go, shown }
    }

    /// Shows the title of the page in that of the window; nothing happens once the page is gone.
    pub fn show_title(&self, title: String) {
        show(self.shown.title, title);
    }

    /// Says in the title of the window whether the page shows mistakes.
    pub fn show_errors(&self, has_errors: bool) {
        show(self.shown.has_errors, has_errors);
    }

    /// Shows the state of saving.
    pub fn show_status(&self, status: &Status) {
        show(self.shown.status, status_line(status));
    }

    /// Shows where one is and what is left; `here`: the id of the task one is in.
    pub fn show_journey(&self, tasks: &[TaskLine], left: Left, here: &str) {
        let application = crate::applications::address_below(self.application, "");
        show(self.shown.journey, journey::map(tasks, left, &application, here));
    }
}

/// What is shown already is not shown again.
fn show<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, now: T) {
    if signal.try_with_untracked(|before| *before != now) == Some(true) {
        let _ = signal.try_set(now);
    }
}

/// The state of saving in words.
fn status_line(status: &Status) -> StatusLineOptions {
    let problem = |text: String| StatusLineOptions { text, tone: StatusTone::Problem };
    match status {
        Status::Nothing => StatusLineOptions::default(),
        Status::Saving => StatusLineOptions { text: wizard::saving().to_owned(), tone: StatusTone::Saving },
        Status::Saved { at } => {
            StatusLineOptions { text: wizard::saved_at(&at.written_time()), tone: StatusTone::Saved }
        }
        Status::Offline(unsent) => problem(wizard::no_connection(unsent.answers)),
        Status::SignedOut(unsent) => problem(wizard::signed_out(unsent.answers)),
        Status::Refused { .. } | Status::TooOld(_) => problem(wizard::cannot_change().to_owned()),
    }
}

/// Id of the element over which the living form is mounted.
pub const ELEMENT: &str = "wizard";

/// Takes the living form away again.
pub type Unmount = Box<dyn FnOnce()>;

/// Mounts the living form over the element of [`ELEMENT`].
pub type Mount = fn(Host) -> Unmount;

thread_local! {
    static MOUNT: RefCell<Option<Mount>> = const { RefCell::new(None) };
}

/// Says how the living form is mounted: called once by the browser's half, before anything is drawn.
pub fn mount_with(mount: Mount) {
    MOUNT.with_borrow_mut(|slot| *slot = Some(mount));
}

/// Mounts it, where somebody said how.
pub(crate) fn mount(host: Host) -> Option<Unmount> {
    MOUNT.with_borrow(|slot| slot.map(|mount| mount(host)))
}
