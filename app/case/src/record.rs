//! The unchangeable copy of an application as it was sent, readable for as long as the law lets it be kept.
//!
//! Left out: keeping it, showing it, and its signature (H). The words it was made from are those of its definition,
//! which is kept for ever with its texts (S-121). Names stand in it as they were on the day.

use quantities::{Date, Timestamp};
use serde::{Deserialize, Serialize};

use crate::named::named;
use crate::{
    ApplicationId, ApplicationReference, CaseReference, Digest, OfficeId, OrganisationId, RecordId, Role, UserId,
};

/// The number of the form below; a reader of old records meets older ones.
pub const RECORD_FORMAT: u32 = 1;

/// What was sent, by whom, when and out of what.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// `RECORD_FORMAT` when it was made.
    pub format: u32,
    /// Its own id.
    pub id: RecordId,
    /// The application it is of.
    pub application: ApplicationId,
    /// Our reference.
    pub application_reference: ApplicationReference,
    /// The Agency's reference, once it has given one.
    pub case_reference: Option<CaseReference>,
    /// Whose application it is.
    pub submitted_for: SubmittedFor,
    /// The id of the definition: the SHA-256 of its package.
    pub definition: Digest,
    /// When it was sent.
    pub submitted_at: Timestamp,
    /// The server's day in London then (E-93).
    pub today: Date,
    /// Everyone who gave an answer, in the order of their first.
    pub prepared_by: Vec<SignedBy>,
    /// Who approved it.
    pub approved_by: SignedBy,
    /// Who sent it, the same person while both are one step.
    pub submitted_by: SignedBy,
    /// The digest of the answers, as it was on the approver's screen (E-95).
    pub digest: Digest,
    /// The engine's list of what was answered, its JSON to the byte.
    pub submission_json: String,
    /// What the legal representative declared with the approval.
    pub declaration: RepresentativeDeclaration,
}

/// The firm and its office, named as they were.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubmittedFor {
    /// The firm.
    pub organisation: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// The office.
    pub office: OfficeId,
    /// Its account number, as in 1A234B.
    pub office_account: String,
}

/// Someone who had a part in it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignedBy {
    /// Who it was.
    pub user: UserId,
    /// Their name.
    pub name: String,
    /// The role in which they acted.
    pub role: Role,
    /// Their flag as authorised litigator, if that was the role.
    pub litigator: Option<Litigator>,
}

/// By whom someone is allowed to conduct litigation.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Litigator {
    /// The body, as the firm entered it.
    pub body: String,
    /// The roll or membership number.
    pub number: String,
}

named! {
    /// What the legal representative is; the names are those of the screen's options.
    Capacity, "capacity" {
        /// Solicitor.
        Solicitor = "solicitor",
        /// Barrister.
        Barrister = "barrister",
        /// Chartered legal executive with litigation rights.
        Cilex = "cilex",
    }
}

/// The declaration given on the screen of the approval (domain.md section 11).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RepresentativeDeclaration {
    /// The name as typed, at most 70 characters.
    pub name: String,
    /// What they are.
    pub capacity: Capacity,
    /// The roll or membership number as typed, at most 20 characters.
    pub number: Option<String>,
    /// When the statements were confirmed.
    pub confirmed_at: Timestamp,
    /// The statements that were confirmed, in their order on the screen.
    pub statements: Vec<StatementMade>,
}

/// One statement in the words that were shown.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatementMade {
    /// Its code, as in PR1.
    pub code: String,
    /// Its words.
    pub text: String,
}
