//! The line to the server: sends a push and hands its reply back.

use super::fetch::post;
use app::wizard::live::sync::PUSH;
use journal::Ticket;
use operations::protocol::{PushBody, PushReply, read_push_reply};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// What came of a push.
pub(crate) struct Heard {
    pub(crate) ticket: Ticket,
    /// `None`: no reply came.
    pub(crate) reply: Option<(PushReply, Option<u64>)>,
}

type Listener = Box<dyn Fn(Heard)>;

/// Where replies go; set once the session is there.
#[derive(Clone, Default)]
pub(crate) struct Replies(Rc<RefCell<Option<Listener>>>);

impl Replies {
    /// Says where they go.
    pub(crate) fn listen(&self, listener: impl Fn(Heard) + 'static) {
        *self.0.borrow_mut() = Some(Box::new(listener));
    }

    /// They go nowhere any more.
    pub(crate) fn close(&self) {
        *self.0.borrow_mut() = None;
    }

    fn tell(&self, heard: Heard) {
        if let Some(listener) = self.0.borrow().as_ref() {
            listener(heard);
        }
    }
}

/// Sends a push; the reply is told later, in a task of its own.
pub(crate) fn send(replies: Replies, ticket: Ticket, body: &PushBody) {
    let body = serde_json::to_string(body);
    spawn_local(async move {
        let reply = match body {
            Ok(body) => post(PUSH, &body, true).await,
            Err(_) => None,
        };
        let reply = reply.map(|reply| (read_push_reply(reply.status, &reply.body), reply.asked_ms));
        replies.tell(Heard { ticket, reply });
    });
}
