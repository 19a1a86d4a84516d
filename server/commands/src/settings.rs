//! What the commands are handed: the store, keys, gateways, the clock and chance, and a few settings.
//!
//! Left out: reading settings from the surroundings; the server does that.

use case::{Length, LengthUnit};
use gateways::{AddressLookup, BenefitChecker};
use keys::{NoChance, Secrets};
use quantities::{Date, Timestamp};
use std::sync::Arc;
use store::Store;

/// The moment it is.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;
/// 16 bytes of chance.
pub type Chance = Arc<dyn Fn() -> Result<[u8; 16], NoChance> + Send + Sync>;

/// What [`crate::Commands`] work with.
#[derive(Clone)]
pub struct Settings {
    /// What is kept.
    pub store: Store,
    /// The server's keys.
    pub secrets: Arc<Secrets>,
    /// Services that are not ours.
    pub gateways: Gateways,
    /// The moment it is.
    pub clock: Clock,
    /// The day to judge by in place of the clock's: for demonstrations and tests.
    pub today: Option<Date>,
    /// Chance.
    pub chance: Chance,
    /// The build of this server, told to every page that sends.
    pub build: String,
    /// Whether National Insurance numbers that are never given out are taken: in demonstrations only.
    pub example_numbers: bool,
    /// Courts to choose from: id (letters, digits and underscores) and name.
    pub courts: Vec<(String, String)>,
    /// Addresses and schedules of offices; one that is not here has a schedule for family law and no address.
    pub offices: Vec<questionnaire::facts::Office>,
    /// What deadlines are worked out from.
    pub deadlines: DeadlineRules,
}

impl Settings {
    /// Settings of a trial: no services, no courts, the clock's day, no deadlines.
    #[must_use]
    pub fn new(store: Store, secrets: Arc<Secrets>, clock: Clock) -> Self {
        Self {
            store,
            secrets,
            gateways: Gateways::default(),
            clock,
            today: None,
            chance: Arc::new(keys::random_bytes),
            build: env!("CARGO_PKG_VERSION").to_owned(),
            example_numbers: false,
            courts: Vec::new(),
            offices: Vec::new(),
            deadlines: DeadlineRules::default(),
        }
    }
}

/// Services that are not ours; `None`: not connected, whatever is asked of it has failed at once.
#[derive(Clone, Default)]
pub struct Gateways {
    /// Says whether a person gets a benefit that passes the income test.
    pub benefit_checker: Option<Arc<dyn BenefitChecker>>,
    /// Finds addresses.
    pub addresses: Option<Arc<dyn AddressLookup>>,
}

/// What deadlines are worked out from. Without a length there are none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeadlineRules {
    /// How long there is for the full application after delegated functions.
    pub full_application: Option<Length>,
    /// Bank holidays of England and Wales, from early to late.
    pub bank_holidays: Vec<Date>,
    /// The version of that list.
    pub bank_holidays_version: String,
}

/// The texts are not the tables they should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a table of {0}")]
pub struct NotRules(&'static str);

impl DeadlineRules {
    /// Reads `effective_dated_rules.csv` (the default rule in force on the day) and the list of bank holidays,
    /// `{"prepared_on":"2026-11-21","holidays":[{"date":"2026-12-25"…`.
    ///
    /// # Errors
    /// [`NotRules`] where a text is not such a table.
    pub fn read(rules_csv: &str, holidays_json: &str, day: Date) -> Result<Self, NotRules> {
        let full_application = rules_csv.lines().find_map(|line| length_in_force(line, "df_deadline", day));
        let full_application = Some(full_application.ok_or(NotRules("dated rules"))?);
        let list: HolidayList = serde_json::from_str(holidays_json).map_err(|_| NotRules("bank holidays"))?;
        let mut bank_holidays: Vec<Date> = list.holidays.into_iter().map(|holiday| holiday.date).collect();
        bank_holidays.sort_unstable();
        Ok(Self { full_application, bank_holidays, bank_holidays_version: list.prepared_on })
    }
}

#[derive(serde::Deserialize)]
struct HolidayList {
    prepared_on: String,
    holidays: Vec<Holiday>,
}

#[derive(serde::Deserialize)]
struct Holiday {
    date: Date,
}

/// The length a line of the dated rules gives, if it is the default of this rule and in force on the day.
fn length_in_force(line: &str, rule: &str, day: Date) -> Option<Length> {
    let mut cells = line.split(',');
    let (name, profile, from, until) = (cells.next()?, cells.next()?, cells.next()?, cells.next()?);
    let (count, unit) = (cells.next()?, cells.next()?);
    let starts = from.parse::<Date>().ok().is_some_and(|from| from <= day);
    let ends = !until.is_empty() && until.parse::<Date>().ok().is_some_and(|until| until < day);
    if name != rule || profile != "default" || !starts || ends {
        return None;
    }
    let unit = match unit {
        "working_days" => LengthUnit::WorkingDays,
        "days" => LengthUnit::Days,
        _ => return None,
    };
    Some(Length { count: count.parse().ok()?, unit })
}
