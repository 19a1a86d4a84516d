//! Published questionnaires with their words: what is kept of them.
//!
//! Left out: reading sources and packing (`interview-build`), and what a package holds (`interview`).

use case::Digest;
use quantities::Timestamp;

/// A questionnaire to be published.
#[derive(Clone, Debug)]
pub struct NewDefinition {
    /// The hash of package and texts.
    pub id: Digest,
    /// Which questionnaire it is, as in `civil_application`.
    pub name: String,
    /// The hash of the sources it was made of.
    pub source_hash: [u8; 32],
    /// The package, opaque here.
    pub package: Vec<u8>,
    /// Its texts, opaque here, by language (`en`).
    pub texts: Vec<(String, Vec<u8>)>,
}

/// A published questionnaire.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Definition {
    /// The hash of package and texts.
    pub id: Digest,
    /// Which questionnaire it is.
    pub name: String,
    /// The package.
    pub package: Vec<u8>,
    /// When it was first published.
    pub published_at: Timestamp,
}
