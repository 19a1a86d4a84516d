//! Why no usable reply came: the same for every service.
//!
//! Left out: any text the other side sent, and any address asked, since both may hold what is personal.

use std::time::Duration;

/// Why a service counts as unavailable. Never to be read as an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Outage {
    /// Nothing, or not all of it, came within the time limit.
    #[error("no whole reply within {} ms", .0.as_millis())]
    NoReplyInTime(Duration),
    /// Nobody listens there.
    #[error("could not be connected to")]
    NotConnected,
    /// The connection was lost before the reply was whole.
    #[error("the connection was lost before the reply was whole")]
    ConnectionLost,
    /// A status that says the service did not do what it was asked.
    #[error("replied with HTTP status {0}")]
    HttpStatus(u16),
    /// The reply went on beyond the most we read.
    #[error("replied with more than {limit_bytes} bytes")]
    TooLarge {
        /// The most we read.
        limit_bytes: usize,
    },
    /// A whole reply that does not say what it must.
    #[error("replied unreadably: {0}")]
    Unreadable(UnreadableReply),
}

/// What is wrong with a reply that came whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnreadableReply {
    /// The content type is not that of the service.
    #[error("another content type")]
    WrongType,
    /// No well-formed UTF-8 XML, or with a document type, own entities or processing instructions.
    #[error("not the XML we accept")]
    NotXml,
    /// Well-formed, and not a reply of this service: elements missing, doubled or of another namespace.
    #[error("not the envelope of this service")]
    WrongShape,
    /// It answers another request than ours.
    #[error("the reply to another request")]
    WrongReference,
    /// No JSON, or JSON of another shape.
    #[error("not the JSON of this service")]
    NotJson,
    /// More rows, or longer lines, than the service may send.
    #[error("more rows or longer lines than agreed")]
    TooMuch,
}

impl From<UnreadableReply> for Outage {
    fn from(unreadable: UnreadableReply) -> Self {
        Outage::Unreadable(unreadable)
    }
}
