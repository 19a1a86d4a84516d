//! A device in memory, a server that logs what it is sent, and a small questionnaire.

use app::wizard::live::{OpenDraft, Session};
use case::{ApplicationId, State};
use interview::place::Place;
use interview_build::{NoTables, Source, compile};
use journal::{Chance, Clock, Line, Memory, Record, Storage, Ticket};
use operations::protocol::{PROTOCOL, Push, PushBody, PushReply, Pushed};
use operations::{DraftId, EpochId, Logged, Timestamp};
use server_functions::applications::{DraftLine, Left, Line as Listed, Overview};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

const QUESTIONNAIRE: &str = r#"
interview made "Made" version="1" {
  task client "The client" {
    page name "Name" {
      question first_name text max=35 { ask "First name"; missing "Enter the first name"; }
      question has_partner yes_no { ask "Is there a partner?"; }
    }
    page partner "Partner" {
      when "has_partner is yes"
      question partner_name text max=35 { ask "Name of the partner"; }
      question married yes_no { ask "Are they married?"; optional; }
    }
    page income "Income" { question wage money { ask "Wage"; check "wage < £1,000.00" "That is a lot"; }; }
  }
}
"#;

/// The package and its words.
pub struct Published {
    pub id: String,
    pub package: Vec<u8>,
    pub texts: Vec<u8>,
}

pub fn published() -> Published {
    let outcome = compile(&[Source { name: "made.kdl".into(), text: QUESTIONNAIRE.into() }], &NoTables);
    assert!(!outcome.has_errors(), "{:#?}", outcome.diagnostics);
    let made = outcome.definition.unwrap();
    let id = made.id.iter().map(|byte| format!("{byte:02x}")).collect();
    let texts = made.languages.iter().find(|(language, _)| language == "en").unwrap().1.clone();
    Published { id, package: made.package_bytes, texts }
}

#[derive(Default)]
struct Means {
    now_ms: i64,
    dice: u128,
    memory: Memory,
    sent: Vec<(Ticket, Push)>,
}

/// A device whose clock stands where it is put.
#[derive(Clone, Default)]
pub struct Device(Rc<RefCell<Means>>);

impl Clock for Device {
    fn now(&self) -> Timestamp {
        Timestamp::from_milliseconds(1_800_000_000_000 + self.0.borrow().now_ms).unwrap()
    }
}

impl Chance for Device {
    fn bits(&mut self) -> u128 {
        let mut means = self.0.borrow_mut();
        means.dice = means.dice.wrapping_mul(0x2360_ED05_1FC6_5DA4_4385_DF64_9FCC_F645).wrapping_add(0x5851_F42D);
        means.dice
    }
}

impl Storage for Device {
    fn keep(&mut self, record: Record) {
        self.0.borrow_mut().memory.keep(record);
    }

    fn records(&self, draft: DraftId) -> Vec<Record> {
        self.0.borrow().memory.records(draft)
    }

    fn outlives_the_page(&self) -> bool {
        false
    }
}

impl Line for Device {
    fn send(&mut self, ticket: Ticket, body: &PushBody) {
        self.0.borrow_mut().sent.push((ticket, body.push.clone()));
    }
}

impl Device {
    fn rolled(seed: u128) -> Device {
        let device = Device::default();
        device.0.borrow_mut().dice = seed;
        device
    }

    pub fn wait(&self, milliseconds: i64) {
        self.0.borrow_mut().now_ms += milliseconds;
    }

    pub fn sent(&self) -> Vec<(Ticket, Push)> {
        std::mem::take(&mut self.0.borrow_mut().sent)
    }
}

/// Logs what it is sent.
#[derive(Default)]
pub struct Server {
    pub log: Vec<Logged>,
    acks: BTreeMap<operations::ReplicaId, u64>,
}

impl Server {
    /// Takes a push of somebody; the reply holds what they had not read.
    pub fn take(&mut self, push: &Push, author: &str) -> PushReply {
        for operation in &push.ops {
            let acked = self.acks.entry(operation.id.replica).or_default();
            if operation.id.n == *acked + 1 {
                *acked = operation.id.n;
                let revision = self.log.len() as u64 + 1;
                let at = "2026-11-23T10:42:07.123Z".parse().unwrap();
                self.log.push(Logged { revision, operation: operation.clone(), author: author.into(), at });
            }
        }
        let unread = self.log.iter().filter(|logged| logged.revision > push.have_rev);
        PushReply::Pushed(Box::new(Pushed {
            epoch: push.epoch,
            rev: self.log.len() as u64,
            acks: self.acks.clone(),
            notable: Vec::new(),
            remote: unread.cloned().collect(),
            more: false,
            min_proto: PROTOCOL,
            latest_build: "test".into(),
            server_time: "2026-11-23T10:42:08.000Z".parse().unwrap(),
        }))
    }
}

/// Somebody's page.
pub struct Desk {
    pub session: Session<Device>,
    pub device: Device,
    author: &'static str,
}

impl Desk {
    pub fn open(published: &Published, server: &Server, author: &'static str) -> Desk {
        // Every page load has dice of its own (S-3).
        let seed = author.bytes().fold(server.log.len() as u128, |seed, byte| seed * 31 + u128::from(byte));
        let device = Device::rolled(seed);
        let opened = opened(published, server);
        let session =
            Session::open(&opened, &published.package, published.texts.clone(), "test".into(), device.clone()).unwrap();
        Desk { session, device, author }
    }

    pub fn place(&self, at: &str) -> Place {
        self.session.draft().compiled().place(at).unwrap()
    }

    /// Answers a question of a page, as its control gives it, and leaves the field.
    pub fn answer(&mut self, page: &str, at: &str, typed: &str) {
        let at = self.place(at);
        let page = self.session.page_at(page).unwrap();
        let plan = self.session.plan(&page).unwrap();
        let question = app::wizard::fields::questions(&plan).into_iter().find(|question| question.at == at).unwrap();
        self.session.answer(&at, question.control, &[("", typed)], false);
    }

    /// Sends what waits, one push after another, and hears what is new.
    pub fn send(&mut self, server: &mut Server) {
        self.session.ask();
        loop {
            self.session.tick();
            let sent = self.device.sent();
            if sent.is_empty() {
                return;
            }
            for (ticket, push) in sent {
                let reply = server.take(&push, self.author);
                self.session.heard(ticket, reply, None);
            }
        }
    }

    pub fn shown(&self, at: &str) -> Option<String> {
        let place = self.place(at);
        self.session.draft().words_of_held(&place, self.session.draft().held(&place), "en")
    }
}

fn opened(published: &Published, server: &Server) -> OpenDraft {
    let id = |number: u128| uuid::Uuid::from_u128(number);
    let at: Timestamp = "2026-11-23T10:00:00.000Z".parse().unwrap();
    let line = Listed {
        application: ApplicationId::from_uuid(id(1)),
        reference: "L-000-AAA".into(),
        case_reference: None,
        client_name: String::new(),
        proceedings: String::new(),
        state: State::Draft,
        owner_name: "Joan Petherick".into(),
        supervisor_name: None,
        updated_at: at,
        deadline_on: None,
        needed_on: None,
    };
    let overview = Overview {
        line,
        rev: server.log.len() as u64,
        review: None,
        changed_since_sent_at: None,
        tasks: Vec::new(),
        left: Left::default(),
        blockers: Vec::new(),
        comments: Vec::new(),
        may: Vec::new(),
        supervisor_named: None,
        supervisors: Vec::new(),
        draft: DraftLine { draft: case::DraftId::from_uuid(id(2)), definition: published.id.clone() },
    };
    OpenDraft {
        overview,
        epoch: EpochId(1),
        log: server.log.clone(),
        today: "2026-11-23".parse().unwrap(),
        server_time: at,
        may_answer: true,
        names: vec![("joan".into(), "Joan Petherick".into()), ("rupert".into(), "Rupert Ashdown".into())],
    }
}
