//! Services that answer as a test tells them, at once or when it lets them.

use gateways::{
    AddressLookup, AddressLookupFailure, AddressSearch, BenefitAnswer, BenefitChecker, BenefitCheckerFailure,
    BenefitQuery, BenefitReply, BoxFuture, FoundAddress, Outage,
};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::Semaphore;

/// A benefit checker in memory.
pub struct Checker {
    answer: Mutex<Result<BenefitAnswer, BenefitCheckerFailure>>,
    asked: AtomicUsize,
    pub numbers: Mutex<Vec<String>>,
    may_answer: Semaphore,
    waits: Mutex<bool>,
    came: tokio::sync::Notify,
}

impl Default for Checker {
    fn default() -> Self {
        Checker {
            answer: Mutex::new(Ok(BenefitAnswer::Yes)),
            asked: AtomicUsize::new(0),
            numbers: Mutex::default(),
            may_answer: Semaphore::new(0),
            waits: Mutex::new(false),
            came: tokio::sync::Notify::new(),
        }
    }
}

impl Checker {
    pub fn says(&self, answer: Result<BenefitAnswer, BenefitCheckerFailure>) {
        *self.answer.lock().unwrap() = answer;
    }

    pub fn is_away(&self) {
        self.says(Err(BenefitCheckerFailure::Unavailable(Outage::NotConnected)));
    }

    /// From now on every question waits until it is let go.
    pub fn is_slow(&self) {
        *self.waits.lock().unwrap() = true;
    }

    /// Lets one question be answered.
    pub fn lets_one_go(&self) {
        self.may_answer.add_permits(1);
    }

    pub fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    /// Waits until so many questions came.
    pub async fn was_asked(&self, times: usize) {
        loop {
            let came = self.came.notified();
            if self.asked() >= times {
                return;
            }
            came.await;
        }
    }
}

impl BenefitChecker for Checker {
    fn check<'a>(&'a self, query: &'a BenefitQuery) -> BoxFuture<'a, Result<BenefitReply, BenefitCheckerFailure>> {
        Box::pin(async move {
            self.numbers.lock().unwrap().push(query.national_insurance_number.clone());
            self.asked.fetch_add(1, Ordering::SeqCst);
            self.came.notify_waiters();
            let waits = *self.waits.lock().unwrap();
            if waits {
                self.may_answer.acquire().await.unwrap().forget();
            }
            let answer = self.answer.lock().unwrap().clone();
            answer.map(|answer| BenefitReply {
                answer,
                raw_status: format!("{answer:?}"),
                confirmation_reference: "T123".into(),
            })
        })
    }
}

/// An address service in memory: away unless told.
#[derive(Default)]
pub struct Addresses {
    pub found: Mutex<Option<Vec<FoundAddress>>>,
}

impl AddressLookup for Addresses {
    fn find<'a>(&'a self, _: &'a AddressSearch) -> BoxFuture<'a, Result<Vec<FoundAddress>, AddressLookupFailure>> {
        Box::pin(async move {
            let found = self.found.lock().unwrap().clone();
            found.ok_or(AddressLookupFailure::Unavailable(Outage::NotConnected))
        })
    }
}
