//! What the host supplies: the facts that `definitions/facts.kdl` declares, where each comes from, and how plain data becomes
//! a value of it. Columns of a list stand in the order in which the definition declares them. Left out: asking for anything,
//! and when to ask; the engine says that (`Draft::wanted`).

use interview::value::{FactHeld, ListRow, OptionId, Value};
use std::sync::Arc;

/// Offices of the signed-in account: a list, from [`Source::Account`].
pub const OFFICES: &str = "offices";
/// Active people who may be fee earner: a list, from [`Source::Firm`].
pub const FEE_EARNERS: &str = "fee_earners";
/// People who may review and submit: a list, from [`Source::Firm`].
pub const SUPERVISORS: &str = "supervisors";
/// Courts loaded by the administrator: a list, from [`Source::Courts`].
pub const COURTS: &str = "courts";
/// Whether National Insurance numbers with the prefix QQ are taken, from [`Source::Settings`].
pub const EXAMPLE_NUMBERS: &str = "example_numbers";
/// Reply of the benefit checker, from [`Source::BenefitChecker`].
pub const DWP_STATUS: &str = "dwp_status";
/// Addresses found for the home: a list, from [`Source::Addresses`].
pub const HOME_LOOKUP_FOUND: &str = "home_lookup_found";
/// Addresses found for letters: a list, from [`Source::Addresses`].
pub const POST_LOOKUP_FOUND: &str = "post_lookup_found";

/// The category of law that this questionnaire is for.
pub const FAMILY: &str = "MAT";
/// Stands for every other category of law.
pub const OTHER_CATEGORY: &str = "other";

/// Where a fact comes from: the `source=` of its declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// The signed-in account and its offices.
    Account,
    /// The people of the firm.
    Firm,
    /// The list of courts.
    Courts,
    /// The benefit checker of the department.
    BenefitChecker,
    /// The address look-up.
    Addresses,
    /// Settings of the installation.
    Settings,
}

impl Source {
    /// Every source, in the order above.
    pub const ALL: [Self; 6] =
        [Self::Account, Self::Firm, Self::Courts, Self::BenefitChecker, Self::Addresses, Self::Settings];

    /// Its name in the definition.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Firm => "firm",
            Self::Courts => "courts",
            Self::BenefitChecker => "dwp",
            Self::Addresses => "addresses",
            Self::Settings => "settings",
        }
    }

    /// The source of that name; `None` for a name that no host knows.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.name() == name)
    }
}

/// An office of the firm, as an option of *Which office is handling this case?*
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    /// Account number, for example `1A234B`; the option's id.
    pub account_number: String,
    /// Name of the firm.
    pub firm: String,
    /// First line of the address for letters.
    pub line_1: String,
    /// Second line; empty where there is none.
    pub line_2: String,
    /// Town.
    pub town: String,
    /// Postcode.
    pub postcode: String,
    /// Codes of the categories of law for which it has a schedule.
    pub schedules: Vec<String>,
}

/// A person of the firm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Letters, digits and underscores; the option's id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Account numbers of the offices in which the person may be chosen.
    pub offices: Vec<String>,
}

/// An address that the look-up found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// First line.
    pub line_1: String,
    /// Second line; empty where there is none.
    pub line_2: String,
    /// Town.
    pub town: String,
    /// Postcode.
    pub postcode: String,
}

/// What the benefit checker said. Not asked yet and not possible are no replies (engine.md E-27, E-83).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BenefitCheck {
    /// A benefit that passes the income test.
    Yes,
    /// None found.
    No,
    /// It could not decide.
    Undetermined,
    /// It could not be reached, or answered with a fault; never read as a no.
    Unavailable,
}

/// The value of [`OFFICES`].
#[must_use]
pub fn offices_value(offices: &[Office]) -> Value {
    list(offices.iter().map(|office| ListRow {
        id: office.account_number.as_str().into(),
        text: format!("{}, {}, {}", office.account_number, office.firm, office.town).into(),
        columns: vec![
            choices(categories(&office.schedules)),
            text(&office.line_1),
            text(&office.line_2),
            text(&office.town),
            text(&office.postcode),
        ],
    }))
}

/// The value of [`FEE_EARNERS`] and of [`SUPERVISORS`].
#[must_use]
pub fn people_value(people: &[Person]) -> Value {
    list(people.iter().map(|person| ListRow {
        id: person.id.as_str().into(),
        text: person.name.as_str().into(),
        columns: vec![choices(person.offices.iter().map(|office| office.as_str().into()).collect())],
    }))
}

/// The value of [`COURTS`]: id and name of each.
#[must_use]
pub fn courts_value(courts: &[(String, String)]) -> Value {
    list(courts.iter().map(|(id, name)| ListRow {
        id: id.as_str().into(),
        text: name.as_str().into(),
        columns: Vec::new(),
    }))
}

/// The value of [`HOME_LOOKUP_FOUND`] and of [`POST_LOOKUP_FOUND`]: one line each, numbered from 1 as the look-up gave them.
#[must_use]
pub fn addresses_value(addresses: &[Address]) -> Value {
    list(addresses.iter().enumerate().map(|(position, address)| ListRow {
        id: (position + 1).to_string().into(),
        text: one_line(address).into(),
        columns: Vec::new(),
    }))
}

/// What is held for [`DWP_STATUS`] after a reply.
#[must_use]
pub fn benefit_check_held(reply: BenefitCheck) -> FactHeld {
    let option = match reply {
        BenefitCheck::Yes => "yes",
        BenefitCheck::No => "no",
        BenefitCheck::Undetermined => "undetermined",
        BenefitCheck::Unavailable => return FactHeld::Failed,
    };
    FactHeld::Value(Value::Choice(option.into()))
}

/// The value of [`EXAMPLE_NUMBERS`].
#[must_use]
pub fn example_numbers_value(taken: bool) -> Value {
    Value::YesNo(taken)
}

/// An address as one line: lines, town and postcode, joined with commas.
#[must_use]
pub fn one_line(address: &Address) -> String {
    let parts = [&address.line_1, &address.line_2, &address.town, &address.postcode];
    let filled: Vec<&str> = parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    filled.join(", ")
}

/// Schedules as options of the categories of law: the questionnaire tells family from every other one.
fn categories(schedules: &[String]) -> Vec<OptionId> {
    let family = schedules.iter().any(|code| code == FAMILY);
    let other = schedules.iter().any(|code| code != FAMILY);
    [(family, FAMILY), (other, OTHER_CATEGORY)]
        .into_iter()
        .filter(|(there, _)| *there)
        .map(|(_, id)| id.into())
        .collect()
}

fn list(rows: impl Iterator<Item = ListRow>) -> Value {
    Value::List(rows.collect::<Vec<ListRow>>().into())
}

/// A blank set is no value (E-88).
fn choices(options: Vec<OptionId>) -> Option<Value> {
    (!options.is_empty()).then_some(Value::Choices(options))
}

fn text(cell: &str) -> Option<Value> {
    (!cell.is_empty()).then(|| Value::Text(Arc::from(cell)))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]
mod tests {
    use super::*;

    fn address(line_1: &str, line_2: &str) -> Address {
        let [line_1, line_2, town, postcode] = [line_1, line_2, "Eastmoor", "AQ1 2BX"].map(str::to_owned);
        Address { line_1, line_2, town, postcode }
    }

    #[test]
    fn an_address_is_read_in_one_line_without_blank_parts() {
        assert_eq!(one_line(&address("Flat 3", "18 Quarry Lane")), "Flat 3, 18 Quarry Lane, Eastmoor, AQ1 2BX");
        assert_eq!(one_line(&address("20 Quarry Lane", "")), "20 Quarry Lane, Eastmoor, AQ1 2BX");
    }

    #[test]
    fn a_checker_that_cannot_be_reached_is_never_read_as_a_no() {
        assert_eq!(benefit_check_held(BenefitCheck::Unavailable), FactHeld::Failed);
        assert_eq!(benefit_check_held(BenefitCheck::No), FactHeld::Value(Value::Choice("no".into())));
    }

    #[test]
    fn schedules_are_family_or_another_category() {
        let codes = |given: &[&str]| categories(&given.iter().map(|code| (*code).to_owned()).collect::<Vec<_>>());
        assert_eq!(codes(&["MAT"]), vec![OptionId::from("MAT")]);
        assert_eq!(codes(&["HOU", "DEB"]), vec![OptionId::from("other")]);
        assert_eq!(codes(&["HOU", "MAT"]), vec![OptionId::from("MAT"), OptionId::from("other")]);
        assert_eq!(codes(&[]), Vec::<OptionId>::new());
    }

    #[test]
    fn every_source_is_found_by_its_name() {
        for source in Source::ALL {
            assert_eq!(Source::named(source.name()), Some(source));
        }
        assert_eq!(Source::named("bank"), None);
    }
}
