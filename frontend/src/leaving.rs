//! Leaving the wizard while an answer is still on its way waits for it: the next screen comes from the server and would not
//! know it. Whoever has no connection is told so and stays; whoever leaves all the same leaves a session behind that goes
//! on sending.

use crate::device::PageDevice;
use app::wizard::host::Host;
use app::wizard::live::{Live, Session};
use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, MouseEvent};

/// What leads out of the wizard, or sends another form.
const WAYS_OUT: &str = "a[href], button";
/// How often a session that was left is looked at.
const LOOK: Duration = Duration::from_millis(100);

/// Where somebody wants to go.
enum Wanted {
    Address(String),
    /// What they pressed.
    Press(HtmlElement),
}

/// What waits for the last answer.
#[derive(Clone, Default)]
pub(crate) struct Leaving(Rc<RefCell<Option<Wanted>>>);

impl Leaving {
    /// Goes to an address, at once or when everything is saved.
    pub(crate) fn go(&self, host: Host, live: Live<PageDevice>, address: String) {
        live.change_quietly(Session::close_all);
        if is_saving(live) {
            *self.0.borrow_mut() = Some(Wanted::Address(address));
        } else {
            host.go.run(address);
        }
    }

    /// Holds a press on something that leads away, if it must wait.
    pub(crate) fn hold(&self, host: Host, live: Live<PageDevice>, event: &MouseEvent) {
        let Some(pressed) = pressed(host, event) else { return };
        live.change_quietly(Session::close_all);
        if is_saving(live) {
            event.prevent_default();
            event.stop_propagation();
            *self.0.borrow_mut() = Some(Wanted::Press(pressed));
        }
    }

    /// Goes on once nothing is on its way any more.
    pub(crate) fn go_on(&self, host: Host, live: Live<PageDevice>) {
        if self.0.borrow().is_none() || is_saving(live) {
            return;
        }
        // No borrow is held while the press is heard: it may be held again.
        let wanted = self.0.borrow_mut().take();
        match wanted {
            Some(Wanted::Address(address)) => host.go.run(address),
            Some(Wanted::Press(pressed)) => pressed.click(),
            None => {}
        }
    }
}

fn is_saving(live: Live<PageDevice>) -> bool {
    live.change_quietly(|session| session.is_saving()).unwrap_or(false)
}

/// What was pressed, if it leads out of the wizard: not to one of its pages, not a button of its form, not to a new window.
fn pressed(host: Host, event: &MouseEvent) -> Option<HtmlElement> {
    if event.button() != 0 || event.ctrl_key() || event.meta_key() || event.shift_key() {
        return None;
    }
    let found = event.target()?.dyn_into::<Element>().ok()?.closest(WAYS_OUT).ok()??;
    let leads_out = match found.get_attribute("href") {
        Some(href) => {
            !href.starts_with('#') && !href.starts_with(&format!("/applications/{}/pages/", host.application))
        }
        None => found.closest("form[action]").ok()?.is_some(),
    };
    if leads_out { found.dyn_into::<HtmlElement>().ok() } else { None }
}

/// Keeps what a session rests on until the server has everything.
pub(crate) fn linger(live: Live<PageDevice>, kept: Vec<Box<dyn std::any::Any>>) {
    if live.change_quietly(|session| session.has_unsent()) == Some(true) {
        set_timeout(move || linger(live, kept), LOOK);
    }
}
