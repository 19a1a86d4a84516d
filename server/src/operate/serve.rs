//! `rushcliffe serve`: opens the store, makes the example people where asked to, and answers requests until it is told to stop.

use crate::clock::Clock;
use crate::demonstration;
use crate::router::router;
use crate::settings::Settings;
use crate::state::State;
use accounts::Accounts;
use commands::{Commands, DeadlineRules, Gateways};
use gateways::{
    AddressLookupSettings, BenefitCheckerCredentials, BenefitCheckerSettings, HttpAddressLookup, SoapBenefitChecker,
};
use keys::Secrets;
use leptos::config::get_configuration;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use store::Store;
use tokio::net::TcpSocket;

/// Why the server does not start, in a sentence.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct NotStarted(String);

fn because(what: &str) -> impl Fn(&dyn std::fmt::Display) -> NotStarted + '_ {
    move |reason| NotStarted(format!("{what}: {reason}"))
}

/// Name of the database in the data folder.
const DATABASE: &str = "rushcliffe.sqlite";
/// Name of the file of keys.
const KEYS: &str = "keys";
/// Most connections that wait to be taken.
const WAITING_CONNECTIONS: u32 = 1_024;

/// Opens what is kept in the data folder: keys first, since the store seals with them.
///
/// # Errors
/// [`NotStarted`] with the reason.
pub async fn open(data: &Path) -> Result<(Store, Arc<Secrets>), NotStarted> {
    std::fs::create_dir_all(data).map_err(|error| because("The data folder cannot be made")(&error))?;
    let secrets =
        Secrets::load_or_make(&data.join(KEYS)).map_err(|error| because("The keys cannot be used")(&error))?;
    let secrets = Arc::new(secrets);
    let store = Store::open(&data.join(DATABASE), Arc::clone(&secrets))
        .await
        .map_err(|error| because("The database cannot be used")(&error))?;
    Ok((store, secrets))
}

/// Builds the state of all routes.
///
/// # Errors
/// [`NotStarted`] with the reason.
pub async fn state(settings: &Settings, clock: Clock) -> Result<State, NotStarted> {
    let (store, secrets) = open(&settings.data).await?;
    let accounts = Accounts::new(store.clone(), Arc::clone(&secrets), settings.hashing);
    let leptos = get_configuration(None).map_err(|error| because("The site's settings cannot be read")(&error))?;
    let mut for_commands = commands::Settings::new(store.clone(), secrets, Arc::clone(&clock));
    for_commands.gateways = gateways(settings)?;
    for_commands.today = settings.today;
    for_commands.example_numbers = settings.demonstration;
    for_commands.deadlines = deadlines(clock().london().0)?;
    if settings.demonstration {
        for_commands.courts = demonstration::courts();
        for_commands.offices = demonstration::offices();
        demonstration::make(&store, &accounts, settings, clock())
            .await
            .map_err(|error| because("The example people cannot be made")(&error))?;
    }
    let commands = Commands::new(for_commands);
    Ok(State { commands, accounts, clock, store, leptos: leptos.leptos_options })
}

fn gateways(settings: &Settings) -> Result<Gateways, NotStarted> {
    let mut gateways = Gateways::default();
    if let Some(address) = &settings.benefit_checker {
        let checker = SoapBenefitChecker::new(address, BenefitCheckerSettings::new(BenefitCheckerCredentials::trial()))
            .map_err(|error| because("RUSHCLIFFE_BENEFIT_CHECKER cannot be used")(&error))?;
        gateways.benefit_checker = Some(Arc::new(checker));
    }
    if let Some(address) = &settings.addresses {
        let lookup = HttpAddressLookup::new(address, AddressLookupSettings::default())
            .map_err(|error| because("RUSHCLIFFE_ADDRESSES cannot be used")(&error))?;
        gateways.addresses = Some(Arc::new(lookup));
    }
    Ok(gateways)
}

fn deadlines(today: quantities::Date) -> Result<DeadlineRules, NotStarted> {
    let rules = include_str!("../../../app/questionnaire/tables/effective_dated_rules.csv");
    let holidays = include_str!("../../../app/questionnaire/tables/bank_holidays_england_wales.json");
    DeadlineRules::read(rules, holidays, today).map_err(|error| because("The dated rules cannot be read")(&error))
}

/// Takes the address without answering there yet: whoever waits for the first answer finds the server ready.
fn hold(address: SocketAddr) -> Result<TcpSocket, NotStarted> {
    let new = || if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() };
    let socket = new().map_err(|error| because("A socket cannot be made")(&error))?;
    // A port that the server of a moment ago has left counts as free.
    socket.set_reuseaddr(true).map_err(|error| because("A socket cannot be set up")(&error))?;
    socket.bind(address).map_err(|error| taken(address, &error))?;
    Ok(socket)
}

fn taken(address: SocketAddr, error: &std::io::Error) -> NotStarted {
    match error.kind() {
        std::io::ErrorKind::AddrInUse => NotStarted(format!(
            "Port {} is taken by another program. End that one, or name another port in RUSHCLIFFE_ADDRESS.",
            address.port()
        )),
        _ => because("The address cannot be listened on")(error),
    }
}

/// Serves until a signal ends it.
///
/// # Errors
/// [`NotStarted`] with the reason.
pub async fn serve(settings: &Settings, clock: Clock) -> Result<(), NotStarted> {
    let held = hold(settings.address)?;
    let state = state(settings, clock).await?;
    if !state.has_names_of_built_files() {
        return Err(NotStarted(
            "hash.txt, which names the built files, is not beside the program. Build the site first: `cargo xtask build`."
                .to_owned(),
        ));
    }
    let commands = state.commands.clone();
    let listener = held.listen(WAITING_CONNECTIONS).map_err(|error| taken(settings.address, &error))?;
    let bound = listener.local_addr().map_err(|error| because("The address cannot be read")(&error))?;
    println!("listening on http://{bound}");
    axum::serve(listener, router(state).into_make_service())
        .with_graceful_shutdown(told_to_stop())
        .await
        .map_err(|error| because("The server stopped")(&error))?;
    commands.finish().await;
    Ok(())
}

async fn told_to_stop() {
    let interrupted = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut terminated) => {
            tokio::select! {
                () = interrupted => {}
                _ = terminated.recv() => {}
            }
        }
        Err(_) => interrupted.await,
    }
}
