//! A server with the example people and the published questionnaire, and browsers that are signed in there.

use crate::client::{Reply, after, form, send};
use server::State;
use server::clock::Clock;
use server::operate::publish::publish;
use server::operate::{log, serve};
use server::router::{routes, with_layers};
use server::settings::Settings;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use tokio::runtime::Runtime;

/// Of all example people.
pub const PASSWORD: &str = "copper-lantern-74-orchard";
/// 23 November 2026 at 10:00 UTC.
const BEGINNING_MS: i64 = 1_795_428_000_000;
const MINUTE_MS: i64 = 60_000;

pub struct World {
    pub folder: PathBuf,
    pub address: SocketAddr,
    pub state: State,
    clock: Arc<AtomicI64>,
    runtime: Runtime,
    browsers: Mutex<BTreeMap<String, Browser>>,
}

/// The one that tests share who leave its clock alone.
pub fn shared() -> &'static World {
    static SHARED: OnceLock<World> = OnceLock::new();
    SHARED.get_or_init(|| {
        let world = World::start();
        // The first log of a process is the only one: it holds what is asked of other servers here, too.
        log::start(&world.folder);
        world
    })
}

/// The folder of the repository's definition.
pub fn definitions() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../app/questionnaire/definitions")
}

/// A folder of this process. The shared server lives until the process ends, so folders of processes that are gone are
/// cleared here.
pub fn folder() -> PathBuf {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    const PREFIX: &str = "rushcliffe-whole-";
    for entry in std::fs::read_dir(std::env::temp_dir()).unwrap().filter_map(Result::ok) {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(id) = name.strip_prefix(PREFIX).and_then(|rest| rest.split('-').next()) else { continue };
        if !Path::new("/proc").join(id).exists() {
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("{PREFIX}{}-{number}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Settings over a folder: the least that hashing may cost, so that sixteen people are made quickly.
pub fn settings(folder: &Path) -> BTreeMap<String, String> {
    [
        ("RUSHCLIFFE_DATA", folder.to_str().unwrap()),
        ("RUSHCLIFFE_ADDRESS", "127.0.0.1:0"),
        ("RUSHCLIFFE_ORIGIN", "http://localhost:3100"),
        ("RUSHCLIFFE_DEMONSTRATION", "1"),
        ("RUSHCLIFFE_DEMONSTRATION_PASSWORD", PASSWORD),
        ("RUSHCLIFFE_PASSWORD_HASHING", "19456,2,1"),
        ("RUSHCLIFFE_TODAY", "2026-11-23"),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .collect()
}

impl World {
    pub fn start() -> World {
        let runtime = Runtime::new().unwrap();
        let folder = folder();
        let clock = Arc::new(AtomicI64::new(BEGINNING_MS));
        let ticking = Arc::clone(&clock);
        let now: Clock =
            Arc::new(move || quantities::Timestamp::from_milliseconds(ticking.load(Ordering::SeqCst)).unwrap());
        let settings = Settings::read(&settings(&folder), None).unwrap();
        let (state, address) = runtime.block_on(async {
            let (store, _) = serve::open(&settings.data).await.unwrap();
            publish(&store, &definitions(), now()).await.unwrap();
            store.close().await;
            let mut state = serve::state(&settings, now).await.unwrap();
            state.leptos.site_root = site(&folder).into();
            // The file of names lies beside the program, and this is a test.
            state.leptos.hash_files = false;
            let listener = tokio::net::TcpListener::bind(settings.address).await.unwrap();
            let address = listener.local_addr().unwrap();
            let all = routes(&state).get("/panics", panics);
            let app = with_layers(all, state.clone());
            tokio::spawn(async move { axum::serve(listener, app.into_make_service()).await });
            (state, address)
        });
        World { folder, address, state, clock, runtime, browsers: Mutex::default() }
    }

    /// Lets minutes pass.
    pub fn pass(&self, minutes: i64) {
        self.clock.fetch_add(minutes * MINUTE_MS, Ordering::SeqCst);
    }

    /// Runs something of the server beside it.
    pub fn run<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }

    /// Sends exactly this.
    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Reply {
        send(self.address, method, path, headers, body)
    }

    /// A browser in which nobody has signed in.
    pub fn nobody(&self) -> Browser {
        Browser { address: self.address, cookies: String::new() }
    }

    /// A browser in which somebody is signed in. The same one for all tests that ask.
    pub fn browser(&self, sign_in: &str) -> Browser {
        let mut browsers = self.browsers.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        browsers.entry(sign_in.to_owned()).or_insert_with(|| self.sign_in(sign_in)).clone()
    }

    /// Signs in by the page that everyone uses.
    pub fn sign_in(&self, sign_in: &str) -> Browser {
        let (browser, reply) = self.nobody().signs_in(sign_in, PASSWORD);
        assert_eq!((reply.status, reply.location()), (303, "/applications"), "{}", reply.text());
        browser
    }

    /// Starts an application by the button on the list; its id.
    pub fn start_application(&self, browser: &Browser) -> String {
        let reply = browser.post("/applications", &[]);
        assert_eq!(reply.status, 303, "{}", reply.text());
        reply.location().strip_prefix("/applications/").unwrap().to_owned()
    }
}

impl Drop for World {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// What a build makes, in small.
fn site(folder: &Path) -> String {
    let site = folder.join("site");
    std::fs::create_dir_all(site.join("pkg")).unwrap();
    for (name, text) in [
        ("pkg/rushcliffe.0123456789abcdef.css", "a{color:red}".repeat(100)),
        ("pkg/rushcliffe.0123456789abcdef.js", "export default 1;".repeat(100)),
        ("pkg/rushcliffe.0123456789abcdef.wasm.br", "compressed".to_owned()),
        ("pkg/rushcliffe.0123456789abcdef.wasm", "not compressed".to_owned()),
        ("icon.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_owned()),
        ("robots.txt", "User-agent: *\nDisallow: /\n".to_owned()),
    ] {
        std::fs::write(site.join(name), text).unwrap();
    }
    site.to_str().unwrap().to_owned()
}

async fn panics() -> &'static str {
    panic!("the inside of a handler at src/secret.rs")
}

/// A browser: it says where its requests come from, and keeps its cookies.
#[derive(Clone, Debug)]
pub struct Browser {
    address: SocketAddr,
    pub cookies: String,
}

impl Browser {
    pub fn get(&self, path: &str) -> Reply {
        self.send("GET", path, &[("Accept", "text/html")], &[])
    }

    /// Posts a form of this session, with a token from the list of applications.
    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let once = self.once();
        let fields: Vec<(&str, &str)> = [("_once", once.as_str())].into_iter().chain(fields.iter().copied()).collect();
        self.post_just(path, &fields)
    }

    /// Posts these fields and no more.
    pub fn post_just(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let headers = [("Accept", "text/html"), ("Content-Type", "application/x-www-form-urlencoded")];
        self.send("POST", path, &headers, &form(fields))
    }

    /// Calls a server function, or a route of the protocol.
    pub fn call(&self, path: &str, body: &serde_json::Value) -> Reply {
        self.send("POST", path, &[("Content-Type", "application/json")], body.to_string().as_bytes())
    }

    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Reply {
        let origin = format!("http://localhost:{}", self.address.port());
        let mut all = vec![("Sec-Fetch-Site", "same-origin"), ("Origin", origin.as_str())];
        if !self.cookies.is_empty() {
            all.push(("Cookie", self.cookies.as_str()));
        }
        all.extend(headers);
        send(self.address, method, path, &all, body)
    }

    /// A token for forms of this session.
    pub fn once(&self) -> String {
        let page = self.get("/applications").text();
        after(&page, "name=\"_once\" value=\"").unwrap_or_else(|| panic!("no token in {page}"))
    }

    /// The session's token, as it stands in the cookie.
    pub fn token(&self) -> String {
        self.cookies.rsplit_once("__Host-sid=").unwrap().1.to_owned()
    }

    /// Fills in the sign-in page; the browser afterwards, and the reply.
    pub fn signs_in(&self, sign_in: &str, password: &str) -> (Browser, Reply) {
        let page = self.get("/sign-in");
        let pre = page.cookie("__Host-pre").unwrap();
        let once = after(&page.text(), "name=\"_once\" value=\"").unwrap();
        let browser = Browser { address: self.address, cookies: format!("__Host-pre={pre}") };
        let fields = [("_once", once.as_str()), ("user_name", sign_in), ("password", password)];
        let reply = browser.post_just("/sign-in", &fields);
        let session = reply.cookie("__Host-sid").map(|token| format!("; __Host-sid={token}")).unwrap_or_default();
        (Browser { address: self.address, cookies: format!("__Host-pre={pre}{session}") }, reply)
    }
}
