//! The demonstration firms: the invented people of `make run`, and nobody else. Only ever in the trial profile (SEC-105).

use crate::settings::Settings;
use accounts::{Accounts, AccountsError, DemonstrationError, NewPerson, demonstration_passwords};
use case::{Litigator, OfficeId, OrganisationId, Role};
use quantities::Timestamp;
use questionnaire::facts::Office;
use store::organisations::OrganisationKind;
use store::users::{HeldRole, LitigatorFlag};
use store::{Operator, Store, StoreError};

/// The people, as received.
const PEOPLE: &str = include_str!("people.csv");
/// Where their passwords are kept.
const PASSWORDS: &str = "demonstration-passwords";

/// Why they cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum NotMade {
    /// A line of the table cannot be read.
    #[error("line {0} of the table of people cannot be read")]
    Line(usize),
    /// Their passwords cannot be kept.
    #[error(transparent)]
    Passwords(#[from] DemonstrationError),
    /// They cannot be added.
    #[error(transparent)]
    Accounts(#[from] AccountsError),
    /// The store did not keep them.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// One person of the table.
struct Person {
    organisation: String,
    kind: OrganisationKind,
    /// Account number and town.
    office: Option<(String, String)>,
    name: String,
    sign_in: String,
    role: Role,
    litigator: Option<Litigator>,
}

/// Makes the people who are missing and prints the sign-ins of all.
///
/// # Errors
/// [`NotMade`].
pub async fn make(store: &Store, accounts: &Accounts, settings: &Settings, now: Timestamp) -> Result<(), NotMade> {
    let people = people()?;
    let sign_ins: Vec<&str> = people.iter().map(|person| person.sign_in.as_str()).collect();
    let kept = match &settings.demonstration_password {
        Some(_) => Vec::new(),
        None => demonstration_passwords(&settings.data.join(PASSWORDS), &sign_ins)?,
    };
    let password_of = |sign_in: &str| {
        let own = kept.iter().find(|password| password.sign_in == sign_in).map(|password| password.password.clone());
        own.or_else(|| settings.demonstration_password.clone()).unwrap_or_default()
    };
    println!("\nExample people (invented; for trying out only):");
    for person in &people {
        let password = password_of(&person.sign_in);
        let is_known = store.read().await?.credentials(&person.sign_in).await?.is_some();
        if !is_known {
            add(store, accounts, person, &password, now).await?;
        } else if settings.demonstration_password.is_some()
            || kept.iter().any(|password| password.sign_in == person.sign_in && password.is_new)
        {
            accounts.set_password(Operator::at_the_machine(), &person.sign_in, &password, now).await?;
        }
        let office = person.office.as_ref().map_or(person.organisation.as_str(), |(account, _)| account);
        println!("  {:<20} {:<20} {:<20} {office}", person.sign_in, password, person.role.name());
    }
    println!();
    Ok(())
}

async fn add(
    store: &Store,
    accounts: &Accounts,
    person: &Person,
    password: &str,
    now: Timestamp,
) -> Result<(), NotMade> {
    let organisation = organisation(store, person, now).await?;
    let office = match &person.office {
        Some((account, town)) => Some(office(store, organisation, account, town, now).await?),
        None => None,
    };
    let new = NewPerson {
        organisation,
        name: person.name.clone(),
        sign_in: person.sign_in.clone(),
        password: Some(password.to_owned()),
        roles: vec![HeldRole { role: person.role, office }],
        litigator: person.litigator.clone().map(|litigator| LitigatorFlag { litigator, ends_on: None }),
    };
    accounts.add_person(Operator::at_the_machine(), new, now).await?;
    Ok(())
}

async fn organisation(store: &Store, person: &Person, now: Timestamp) -> Result<OrganisationId, NotMade> {
    if let Some(found) = store.read().await?.organisation_named(&person.organisation).await? {
        return Ok(found.id);
    }
    let (name, kind) = (person.organisation.clone(), person.kind);
    let operator = Operator::at_the_machine();
    Ok(store.write(async move |write| write.add_organisation(&operator, &name, kind, now).await).await?)
}

async fn office(
    store: &Store,
    organisation: OrganisationId,
    account: &str,
    town: &str,
    now: Timestamp,
) -> Result<OfficeId, NotMade> {
    let known = store.read().await?.offices(organisation).await?;
    if let Some(found) = known.into_iter().find(|office| office.account_number == account) {
        return Ok(found.id);
    }
    let (account, town) = (account.to_owned(), town.to_owned());
    let operator = Operator::at_the_machine();
    Ok(store.write(async move |write| write.add_office(&operator, organisation, &account, &town, now).await).await?)
}

fn people() -> Result<Vec<Person>, NotMade> {
    (1..)
        .zip(PEOPLE.lines())
        .skip(1)
        .filter(|(_, line)| !line.is_empty())
        .map(|(number, line)| person(line).ok_or(NotMade::Line(number)))
        .collect()
}

fn person(line: &str) -> Option<Person> {
    let mut cells = line.splitn(7, ',');
    let (organisation, kind, office) = (cells.next()?, cells.next()?, cells.next()?);
    let (name, sign_in, role) = (cells.next()?, cells.next()?, cells.next()?);
    let note = cells.next().unwrap_or_default();
    let office = office.split_once(' ').map(|(account, town)| (account.to_owned(), town.to_owned()));
    Some(Person {
        organisation: organisation.to_owned(),
        kind: kind.parse().ok()?,
        office,
        name: name.to_owned(),
        sign_in: sign_in.to_owned(),
        role: role.parse().ok()?,
        litigator: litigator(note),
    })
}

/// `… authorised litigator: solicitor, roll number 104427, …`
fn litigator(note: &str) -> Option<Litigator> {
    let (_, described) = note.split_once("authorised litigator: ")?;
    let (body, rest) = described.split_once(", roll number ")?;
    let number: String = rest.chars().take_while(char::is_ascii_digit).collect();
    (!number.is_empty()).then(|| Litigator { body: body.to_owned(), number })
}

/// Invented courts to choose from.
#[must_use]
pub fn courts() -> Vec<(String, String)> {
    ["Family Court at Eastmoor", "Family Court at Westhaven", "Family Court at Norbeck", "High Court, Family Division"]
        .into_iter()
        .map(|name| {
            let id: String =
                name.to_lowercase().chars().map(|sign| if sign.is_alphanumeric() { sign } else { '_' }).collect();
            (id, name.to_owned())
        })
        .collect()
}

/// Addresses of the offices, invented.
#[must_use]
pub fn offices() -> Vec<Office> {
    let office = |account: &str, firm: &str, line_1: &str, line_2: &str, town: &str, postcode: &str| Office {
        account_number: account.to_owned(),
        firm: firm.to_owned(),
        line_1: line_1.to_owned(),
        line_2: line_2.to_owned(),
        town: town.to_owned(),
        postcode: postcode.to_owned(),
        schedules: vec![questionnaire::facts::FAMILY.to_owned()],
    };
    let firm = "Petherick and Eversholt LLP";
    vec![
        office("1A234B", firm, firm, "3 Market Cross", "Eastmoor", "AQ1 1NX"),
        office("1A236C", firm, firm, "17 Harbour Street", "Westhaven", "AQ4 2LD"),
        office("2B345D", "Quillfeather Solicitors", "Quillfeather Solicitors", "5 Mill Lane", "Norbeck", "AQ8 3TP"),
    ]
}
