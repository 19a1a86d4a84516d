//! What is in a field while it is typed in: it stays as typed, and nobody is told of a mistake before the field is left. A
//! mistake that stood there before is told for as long as it is one.

use super::field::Wired;
use interview::plan::QuestionPlan;
use journal::Device;
use leptos::{ev, prelude::*};
use std::time::Duration;

/// A field with what is under hand in it.
pub(super) struct Typing<D: 'static, T: Send + Sync + 'static> {
    wired: Wired<D>,
    /// What is being typed; `None` while nobody types.
    under_hand: RwSignal<Option<T>>,
    /// Whether a mistake was told when typing began.
    was_wrong: RwSignal<bool>,
    error: Signal<Option<String>>,
    /// What the field shows.
    pub(super) value: Signal<T>,
}

impl<D, T: Send + Sync + 'static> Clone for Typing<D, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<D, T: Send + Sync + 'static> Copy for Typing<D, T> {}

impl<D: Device + 'static, T: Clone + PartialEq + Send + Sync + 'static> Typing<D, T> {
    /// A field; `held` is what it shows of the answer, `otherwise` what it shows where the question is gone.
    pub(super) fn new(wired: Wired<D>, otherwise: T, held: fn(&QuestionPlan) -> T) -> Self {
        let under_hand: RwSignal<Option<T>> = RwSignal::new(None);
        let value = Memo::new(move |_| {
            under_hand
                .get()
                .unwrap_or_else(|| wired.question.get().map_or_else(|| otherwise.clone(), |question| held(&question)))
        });
        let (was_wrong, error) = (RwSignal::new(false), wired.error());
        Self { wired, under_hand, was_wrong, error, value: value.into() }
    }

    /// The mistake that is told.
    pub(super) fn error(self) -> Signal<Option<String>> {
        let pressing = use_context::<Pressing>();
        Memo::new(move |before: Option<&Option<String>>| {
            if pressing.is_some_and(|pressing| pressing.0.get()) {
                return before.cloned().flatten();
            }
            let is_new = self.under_hand.with(Option::is_some) && !self.was_wrong.get();
            if is_new { None } else { self.error.get() }
        })
        .into()
    }

    /// A key was pressed.
    pub(super) fn typed(self, now: T, answer: impl Fn(&T)) {
        if self.under_hand.with_untracked(Option::is_none) {
            self.was_wrong.set(self.error.with_untracked(Option::is_some));
        }
        self.under_hand.set(Some(now.clone()));
        answer(&now);
    }

    /// The field was left, or its content committed.
    pub(super) fn left(self, now: &T, answer: impl Fn(&T)) {
        if self.under_hand.with_untracked(Option::is_some) {
            answer(now);
            self.wired.leave();
            self.under_hand.set(None);
        }
    }
}

impl<D: Device + 'static> Typing<D, String> {
    /// What to do at a key, and when the field is left.
    pub(super) fn text(self) -> (Callback<String>, Callback<String>) {
        let answer = move |text: &String| self.wired.answer(&[("", text)], true);
        (
            Callback::new(move |text: String| self.typed(text, answer)),
            Callback::new(move |text: String| self.left(&text, answer)),
        )
    }
}

/// Whether a finger or the mouse presses something. A mistake told at that moment would move what is aimed at from under it.
#[derive(Clone, Copy)]
struct Pressing(RwSignal<bool>);

/// Watches presses for the fields below.
pub(super) fn watch_presses() {
    let pressing = RwSignal::new(false);
    provide_context(Pressing(pressing));
    Effect::new(move |_| {
        // The click comes after the release, in the same task.
        let released = move || {
            set_timeout(
                move || {
                    let _ = pressing.try_set(false);
                },
                Duration::ZERO,
            );
        };
        let down = window_event_listener(ev::pointerdown, move |_| pressing.set(true));
        let up = window_event_listener(ev::pointerup, move |_| released());
        let cancelled = window_event_listener(ev::pointercancel, move |_| released());
        on_cleanup(move || {
            down.remove();
            up.remove();
            cancelled.remove();
        });
    });
}
