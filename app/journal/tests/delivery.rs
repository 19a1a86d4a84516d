//! Whatever is lost, repeated, late or refused: every closed operation reaches the server exactly once, unchanged, in
//! order (S-12, S-32, S-33, S-71), and *Saved* is never said too early (S-1).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod support;

use journal::{Journal, Status, Ticket};
use operations::protocol::{Push, PushReply, RefusedKind};
use proptest::prelude::*;
use support::*;

/// One event of a schedule.
#[derive(Clone, Debug)]
enum Event {
    /// Typing on in a field.
    Types { field: usize },
    /// A choice is made.
    Says { field: usize },
    /// Something that the server sets aside, or cannot read.
    SaysWrong { unreadable: bool },
    /// A field is left, or the page hidden.
    Leaves,
    /// Time goes on.
    Waits { milliseconds: i64 },
    /// A request arrives and stays in the network, to arrive again.
    Arrives { which: prop::sample::Index, again: bool },
    /// A request is lost.
    RequestLost { which: prop::sample::Index },
    /// A reply arrives.
    Replies { which: prop::sample::Index },
    /// A reply is lost, and the device notices.
    Fails { which: prop::sample::Index },
    /// A request meets somebody who refuses.
    Refuses { which: prop::sample::Index, kind: RefusedKind },
    /// A request meets something that is not our server.
    Elsewhere { which: prop::sample::Index },
    /// The connection is back, or the person signed in.
    Back,
}

fn event() -> impl Strategy<Value = Event> {
    let which = any::<prop::sample::Index>;
    let kind = prop::sample::select(vec![
        RefusedKind::NeedsSignIn,
        RefusedKind::NotAllowed,
        RefusedKind::NotFound,
        RefusedKind::TooMuch,
        RefusedKind::Unavailable,
        RefusedKind::TooLarge,
    ]);
    prop_oneof![
        6 => (0..3_usize).prop_map(|field| Event::Types { field }),
        4 => (0..3_usize).prop_map(|field| Event::Says { field }),
        1 => any::<bool>().prop_map(|unreadable| Event::SaysWrong { unreadable }),
        3 => Just(Event::Leaves),
        3 => (0..40_000_i64).prop_map(|milliseconds| Event::Waits { milliseconds }),
        8 => (which(), any::<bool>()).prop_map(|(which, again)| Event::Arrives { which, again }),
        2 => which().prop_map(|which| Event::RequestLost { which }),
        6 => which().prop_map(|which| Event::Replies { which }),
        2 => which().prop_map(|which| Event::Fails { which }),
        2 => (which(), kind).prop_map(|(which, kind)| Event::Refuses { which, kind }),
        1 => which().prop_map(|which| Event::Elsewhere { which }),
        1 => Just(Event::Back),
    ]
}

/// A page, a network and a server.
struct World {
    device: Device,
    page: Journal<Device>,
    server: Server,
    requests: Vec<(Ticket, Push)>,
    replies: Vec<(Ticket, PushReply)>,
    /// The text of each operation that was closed, in order.
    closed: Vec<String>,
    words: u64,
}

impl World {
    fn new() -> Self {
        let device = Device::default();
        let page = page(&device);
        Self { device, page, server: Server::default(), requests: vec![], replies: vec![], closed: vec![], words: 0 }
    }

    fn next(&mut self, prefix: &str) -> String {
        self.words += 1;
        format!("{prefix}{}", self.words)
    }

    fn note(&mut self, closed: &[operations::Operation]) {
        self.closed.extend(closed.iter().map(said));
    }

    fn take<T>(list: &mut Vec<T>, which: prop::sample::Index) -> Option<T> {
        (!list.is_empty()).then(|| which.index(list.len())).map(|index| list.remove(index))
    }

    fn plays(&mut self, event: Event) {
        match event {
            Event::Types { field } => {
                let text = self.next("typed ");
                let closed = self.page.type_in(change(&format!("field_{field}"), &text));
                self.note(&closed);
            }
            Event::Says { field } => {
                let text = self.next("said ");
                let closed = self.page.say(change(&format!("field_{field}"), &text));
                self.note(&closed);
            }
            Event::SaysWrong { unreadable } => {
                let text = self.next(if unreadable { "unreadable " } else { "wrong " });
                let closed = self.page.say(change("field_9", &text));
                self.note(&closed);
            }
            Event::Leaves => {
                let closed = self.page.close_all();
                self.note(&closed);
            }
            Event::Waits { milliseconds } => {
                self.device.wait(milliseconds);
                let closed = self.page.tick();
                self.note(&closed);
            }
            Event::Arrives { which, again } => {
                if let Some((ticket, push)) = Self::take(&mut self.requests, which) {
                    if again {
                        self.requests.push((ticket, push.clone()));
                    }
                    self.replies.push((ticket, self.server.push(&push)));
                }
            }
            Event::RequestLost { which } => drop(Self::take(&mut self.requests, which)),
            Event::Replies { which } => {
                if let Some((ticket, reply)) = Self::take(&mut self.replies, which) {
                    self.page.heard(ticket, reply, None);
                }
            }
            Event::Fails { which } => {
                if let Some((ticket, _)) = Self::take(&mut self.replies, which) {
                    self.page.failed(ticket);
                }
            }
            Event::Refuses { which, kind } => {
                if let Some((ticket, push)) = Self::take(&mut self.requests, which) {
                    // A server that finds one operation too large alone would find it so every time.
                    let kind = if push.ops.len() < 2 && kind == RefusedKind::TooLarge {
                        RefusedKind::Unavailable
                    } else {
                        kind
                    };
                    self.replies.push((ticket, refused(kind)));
                }
            }
            Event::Elsewhere { which } => {
                if let Some((ticket, _)) = Self::take(&mut self.requests, which) {
                    self.replies.push((ticket, PushReply::NotOurs));
                }
            }
            Event::Back => self.page.try_now(),
        }
        let sent = self.device.sent();
        assert!(sent.len() <= 1, "one push at a time");
        self.requests.extend(sent);
    }

    /// What an onlooker who knows everything says of *Saved*.
    fn all_is_on_the_server(&self) -> bool {
        let known = self.server.texts();
        let readable = |text: &&String| !text.starts_with("unreadable");
        self.page.open().is_none() && self.closed.iter().filter(readable).all(|text| known.contains(text))
    }

    fn heals(&mut self) {
        let closed = self.page.close_all();
        self.note(&closed);
        for _ in 0..2_000 {
            self.requests.extend(self.device.sent());
            while let Some((ticket, push)) = self.requests.pop() {
                let reply = self.server.push(&push);
                self.page.heard(ticket, reply, None);
                self.requests.extend(self.device.sent());
            }
            if self.page.unsent().answers == 0 {
                return;
            }
            self.device.wait(61_000);
            self.page.tick();
            self.page.try_now();
        }
        panic!("it never came to rest");
    }
}

proptest! {
    #[test]
    fn s_33_every_schedule_delivers_every_operation_once_in_order(events in prop::collection::vec(event(), 0..120)) {
        let mut world = World::new();
        for event in events {
            world.plays(event);
            if matches!(world.page.status(), Status::Saved { .. }) {
                prop_assert!(world.all_is_on_the_server());
            }
        }
        world.heals();
        let readable: Vec<String> =
            world.closed.iter().filter(|text| !text.starts_with("unreadable")).cloned().collect();
        prop_assert_eq!(world.server.texts(), readable);
        let kept: Vec<String> = world.page.asides().map(|(operation, _)| said(operation)).collect();
        let mut not_applied: Vec<String> =
            world.closed.iter().filter(|text| text.starts_with("unreadable")).cloned().collect();
        prop_assert!(not_applied.iter().all(|text| kept.contains(text)));
        not_applied.extend(world.closed.iter().filter(|text| text.starts_with("wrong")).cloned());
        prop_assert!(kept.iter().all(|text| not_applied.contains(text)));
    }
}
