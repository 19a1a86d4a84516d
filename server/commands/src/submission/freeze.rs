//! The record of an application: its answers in the words in which they were read, with its definition, names and times.
//!
//! Left out: signing it (H), sending it on to the Agency (B).

use crate::Commands;
use crate::applications::lines::{answered, evidence};
use crate::drafts::looked_at::LookedAt;
use crate::failure::Failure;
use crate::names::Names;
use crate::permitted::may;
use case::permissions::SubmitApplication;
use case::{
    Action, CaseReference, Digest, Event, RECORD_FORMAT, Record, RecordId, RepresentativeDeclaration, Role, SignedBy,
    SubmittedFor, UserId,
};
use operations::protocol::Submitted;
use quantities::Timestamp;
use server_functions::Refusal;
use server_functions::submission::RecordedAnswers;
use store::Write;
use store::audit::NewEvent;
use store::sessions::SignedIn;
use store::submission::NewSubmission;

/// A record that is ready to be kept.
pub(crate) struct Frozen {
    /// What the screen called this submission.
    pub idempotency_key: String,
    /// Revision of the draft it was made from.
    pub rev: u64,
    /// The record.
    pub record: Record,
}

/// Makes the record of what is there now.
pub(crate) async fn freeze(
    commands: &Commands,
    looked_at: &mut LookedAt,
    declaration: RepresentativeDeclaration,
) -> Result<Frozen, Failure> {
    let (today, now, chance) = (commands.today(), commands.now(), &commands.settings().chance);
    let folded = looked_at.slot.folded()?;
    let rev = folded.rev();
    let draft = folded.draft(today)?;
    let submission = draft.submission().map_err(|_| Failure::Broken("an incomplete application was approved"))?;
    let answers = RecordedAnswers { tasks: answered(draft), evidence: evidence(draft), digest_lines: submission.lines };
    let submission_json =
        serde_json::to_string(&answers).map_err(|_| Failure::Broken("answers that cannot be written"))?;
    let mut authors: Vec<UserId> = Vec::new();
    for logged in folded.log().iter().filter(|logged| !logged.operation.kind.is_server_only()) {
        if let Ok(author) = logged.author.parse()
            && !authors.contains(&author)
        {
            authors.push(author);
        }
    }
    let (view, application) = (&mut looked_at.reading, &looked_at.application);
    let names = Names::of(view, application.organisation).await?;
    let mut prepared_by = Vec::new();
    for user in authors {
        let held = view.roles(user).await?;
        let prepares = held.iter().any(|held| held.role == Role::Preparer);
        let role = if prepares { Role::Preparer } else { Role::Supervisor };
        prepared_by.push(SignedBy { user, name: names.name(user), role, litigator: None });
    }
    let office = view.office(application.office).await?.ok_or(Failure::Broken("an application without an office"))?;
    let flag = view.litigator_flag(looked_at.signed_in.actor.user).await?;
    let approved_by = SignedBy {
        user: looked_at.signed_in.actor.user,
        name: looked_at.signed_in.name.clone(),
        role: Role::AuthorisedLitigator,
        litigator: flag.map(|flag| flag.litigator),
    };
    let [a, b, c, d, e, f, g, h, rest @ ..] = chance()?;
    let [i, j, ..] = rest;
    let reference = chance()?.iter().take(8).fold(0, |bits: u64, byte| (bits << 8) | u64::from(*byte));
    let record = Record {
        format: RECORD_FORMAT,
        id: RecordId::from_parts(now.milliseconds(), [a, b, c, d, e, f, g, h, i, j]),
        application: application.id,
        application_reference: application.reference,
        case_reference: application.case_reference.or_else(|| Some(CaseReference::from_random(reference))),
        submitted_for: SubmittedFor {
            organisation: application.organisation,
            organisation_name: looked_at.signed_in.organisation_name.clone(),
            office: application.office,
            office_account: office.account_number,
        },
        definition: application.definition,
        submitted_at: now,
        today,
        prepared_by,
        approved_by: approved_by.clone(),
        submitted_by: approved_by,
        digest: Digest::from_bytes(submission.digest),
        submission_json,
        declaration,
    };
    Ok(Frozen { idempotency_key: String::new(), rev, record })
}

/// Keeps the record and moves the application on, inside the transaction that approved it.
pub(crate) async fn submit(
    write: &mut Write,
    signed_in: &SignedIn,
    frozen: Frozen,
    now: Timestamp,
) -> Result<RecordId, Failure> {
    let Frozen { idempotency_key, rev, record } = frozen;
    let id = record.application;
    let allowed = may::<SubmitApplication>(write, signed_in, id).await?;
    let application = write.application(&allowed).await?.ok_or(Failure::Broken("an application is gone"))?;
    let to = application.state.after(Event::Submitted).map_err(|wrong| Refusal::WrongState { state: wrong.state })?;
    if let (None, Some(reference)) = (application.case_reference, record.case_reference) {
        write.keep_case_reference(&allowed, reference).await?;
    }
    let event = NewEvent::by(signed_in, Action::SubmitApplication.name(), "application", id.uuid());
    let audit_position = write.audit(&event.about(record.digest.to_string().into_bytes()), now).await?;
    let receipt = Submitted { digest: *record.digest.bytes(), time: now, audit_position };
    let receipt = serde_json::to_vec(&receipt).map_err(|_| Failure::Broken("a receipt that cannot be written"))?;
    let record_id = record.id;
    write.submit(&allowed, &NewSubmission { idempotency_key, record, rev, receipt, to }, now).await?;
    Ok(record_id)
}
