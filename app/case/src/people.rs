//! Who acts and what is acted upon, as far as a permission needs to know (domain.md section 2).
//!
//! Left out: names, passwords, sessions. Whoever fills these in reads them in the transaction that then acts, so
//! that a right taken away a moment ago is gone (SEC-23).

use crate::named::named;
use crate::{ApplicationId, OfficeId, OrganisationId, State, UserId};

named! {
    /// What a person does at an office.
    Role, "role" {
        /// Prepares applications.
        Preparer = "preparer",
        /// Reviews, comments, sends back; may prepare as well.
        Supervisor = "supervisor",
        /// A supervisor whose flag is in force; never given to anyone as such.
        AuthorisedLitigator = "authorised_litigator",
        /// Drafts bills.
        BillPreparer = "bill_preparer",
        /// Signs bills.
        BillSupervisor = "bill_supervisor",
        /// Sees everything of the firm, changes nothing on a case.
        OfficeManager = "office_manager",
        /// Instructed in a case.
        Counsel = "counsel",
        /// The same for everyone of their chambers.
        CounselsClerk = "counsels_clerk",
        /// Accounts, roles, offices; no casework.
        FirmAdministrator = "firm_administrator",
        /// The person the case is about.
        Client = "client",
        /// Decides at the Agency.
        Caseworker = "caseworker",
        /// Leads at the Agency.
        AgencySupervisor = "agency_supervisor",
        /// Reads, with a reason.
        Auditor = "auditor",
        /// Runs the installation, sees no case.
        SystemOperator = "system_operator",
    }
}

named! {
    /// How far a right reaches.
    Scope, "scope" {
        /// What this person owns.
        Own = "own",
        /// What names this person.
        Assigned = "assigned",
        /// The offices for which the role is held.
        Office = "office",
        /// Every office of the person's organisation.
        Firm = "firm",
        /// Everything.
        All = "all",
    }
}

/// Someone signed in, with what they hold at this moment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Actor {
    /// Who it is.
    pub user: UserId,
    /// Where they belong.
    pub organisation: OrganisationId,
    /// The roles they hold at each office of theirs. `AuthorisedLitigator` in here counts for nothing: it follows
    /// from `Supervisor` and the flag.
    pub offices: Vec<(OfficeId, Vec<Role>)>,
    /// The flag (body, number, end date) is in force today.
    pub authorised_litigator: bool,
    /// The grant that widens *office* to *firm*.
    pub cross_office: bool,
}

/// What is acted upon: one application, or an office where there is none yet (starting, listing).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Subject {
    /// Whose it is.
    pub organisation: OrganisationId,
    /// The office that has it.
    pub office: OfficeId,
    /// The application, if it is about one.
    pub application: Option<ApplicationId>,
    /// Who started the application.
    pub owner: Option<UserId>,
    /// Where the application stands.
    pub state: Option<State>,
}

impl Subject {
    /// The office as such, to start an application there or list those it has.
    pub fn office(organisation: OrganisationId, office: OfficeId) -> Subject {
        Subject { organisation, office, application: None, owner: None, state: None }
    }

    /// One application of an office.
    pub fn application(
        organisation: OrganisationId,
        office: OfficeId,
        application: ApplicationId,
        owner: UserId,
        state: State,
    ) -> Subject {
        Subject { organisation, office, application: Some(application), owner: Some(owner), state: Some(state) }
    }
}

impl Actor {
    /// Whether the role counts for this office: held there, or anywhere with the cross-office grant.
    ///
    /// Says nothing about whose office it is.
    pub(crate) fn holds_at(&self, role: Role, office: OfficeId) -> bool {
        self.holds_where(role, |held_at| self.cross_office || held_at == office)
    }

    /// Whether the role is held at any office.
    pub(crate) fn holds_anywhere(&self, role: Role) -> bool {
        self.holds_where(role, |_| true)
    }

    /// Whether the role is held at this very office, whatever grants there are.
    pub(crate) fn holds_exactly_at(&self, role: Role, office: OfficeId) -> bool {
        self.holds_where(role, |held_at| held_at == office)
    }

    fn holds_where(&self, role: Role, counts: impl Fn(OfficeId) -> bool) -> bool {
        let (needed, allowed) = match role {
            Role::AuthorisedLitigator => (Role::Supervisor, self.authorised_litigator),
            other => (other, true),
        };
        allowed && self.offices.iter().any(|(office, roles)| counts(*office) && roles.contains(&needed))
    }
}
