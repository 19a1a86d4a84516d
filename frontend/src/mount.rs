//! Mounts the living wizard over the plain form: loads the draft and its definition, takes over what was typed, and keeps
//! the session going. Until it is there, and if it never comes, the plain form goes on working.

use crate::device::{Heard, PageDevice, Replies, get};
use crate::leaving::{Leaving, linger};
use crate::plain_fields;
use app::wizard::host::{ELEMENT, Host, Unmount};
use app::wizard::live::sync::DEFINITIONS;
use app::wizard::live::{Going, Live, PageAt, Session, Wizard, open_draft, take_over};
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;

/// How often the journal's clock is looked at.
const TICK: Duration = Duration::from_millis(250);
/// After so many ticks the server is asked for facts that wait.
const ASK_AFTER_TICKS: u32 = 4;

type Things = Rc<RefCell<Vec<Box<dyn Any>>>>;

/// Begins to mount; answers what takes it away again.
pub(crate) fn mount(host: Host) -> Unmount {
    let is_gone = Rc::new(Cell::new(false));
    let kept: Things = Rc::default();
    let (gone, keep) = (Rc::clone(&is_gone), Rc::clone(&kept));
    spawn_local(async move {
        let replies = Replies::default();
        match load(host, replies.clone()).await {
            Ok(session) if !gone.get() => start(host, session, &replies, &keep),
            Ok(_) => {}
            // The plain form stays: it works without us.
            Err(reason) => leptos::logging::warn!("The wizard was not started: {reason}"),
        }
    });
    Box::new(move || {
        is_gone.set(true);
        kept.borrow_mut().clear();
    })
}

async fn load(host: Host, replies: Replies) -> Result<Session<PageDevice>, String> {
    let opened = open_draft(host.application).await.map_err(|refusal| refusal.to_string())?;
    let definition = &opened.overview.draft.definition;
    let package = get(&format!("{DEFINITIONS}/{definition}")).await.filter(|reply| reply.status == 200);
    let texts = get(&format!("{DEFINITIONS}/{definition}/en")).await.filter(|reply| reply.status == 200);
    let (Some(package), Some(texts)) = (package, texts) else { return Err("the definition did not come".to_owned()) };
    let build = env!("CARGO_PKG_VERSION").to_owned();
    Session::open(&opened, &package.body, texts.body, build, PageDevice::new(replies, opened.server_time))
}

fn start(host: Host, mut session: Session<PageDevice>, replies: &Replies, keep: &Things) {
    let Some(element) = document().get_element_by_id(ELEMENT).and_then(|found| found.dyn_into::<HtmlElement>().ok())
    else {
        return;
    };
    let address = host.address.get_untracked();
    let Some(at) = session.page_at(&address) else { return };
    take_over(&mut session, &at, &plain_fields::read(&element));
    let had_focus = focused_name();
    let application = format!("/applications/{}", host.application);
    let scope = Owner::new();
    let live = scope.with(|| Live::new(session));
    let leaving = Leaving::default();
    let go = going(host, live, leaving.clone(), application.clone());
    element.set_text_content(None);
    let handle = leptos::mount::mount_to(element.clone(), move || {
        let on_errors = move |has_errors: bool| host.show_errors(has_errors);
        view! { <Wizard live address=host.address go application ask_again=ask_again(host, live) on_errors/> }
    });
    restore_focus(&element, had_focus.as_deref());
    listen(host, live, replies, &leaving);
    let timer = set_interval_with_handle(ticking(host, live, leaving.clone()), TICK).ok();
    scope.with(|| follow(host, live));
    let handlers = page_events(host, live, leaving);
    let replies = replies.clone();
    // What goes first when the page goes: handlers, then the view. The session follows once the server has everything.
    let ended = OnDrop(Some(Box::new(move || {
        live.change_quietly(Session::close_all);
        let end = OnDrop(Some(Box::new(move || {
            replies.close();
            if let Some(timer) = timer {
                timer.clear();
            }
        })));
        linger(live, vec![Box::new(end), Box::new(scope)]);
    })));
    keep.borrow_mut().extend([Box::new(handlers) as Box<dyn Any>, Box::new(SendWrapper::new(handle)), Box::new(ended)]);
    show(host, live);
}

/// Runs something when it is dropped.
struct OnDrop(Option<Box<dyn FnOnce()>>);

impl Drop for OnDrop {
    fn drop(&mut self) {
        if let Some(run) = self.0.take() {
            run();
        }
    }
}

fn going(host: Host, live: Live<PageDevice>, leaving: Leaving, application: String) -> Callback<Going> {
    let leaving = SendWrapper::new(leaving);
    Callback::new(move |going: Going| {
        let address = going.address(&application);
        match going {
            Going::Stays => {}
            Going::Page(_) => host.go.run(address),
            Going::TaskList | Going::CheckEverything => leaving.go(host, live, address),
        }
    })
}

/// Asks the services again that could not say; what they say comes with the next reply.
fn ask_again(host: Host, live: Live<PageDevice>) -> Callback<()> {
    Callback::new(move |()| {
        spawn_local(async move {
            if let Err(refusal) = app::wizard::live::ask_again(host.application).await {
                leptos::logging::warn!("The services were not asked again: {refusal}");
            }
            live.change_quietly(|session| {
                session.ask();
                session.tick();
            });
        });
    })
}

/// Hands replies to the session.
fn listen(host: Host, live: Live<PageDevice>, replies: &Replies, leaving: &Leaving) {
    let leaving = leaving.clone();
    replies.listen(move |heard: Heard| {
        let is_news = match heard.reply {
            Some((reply, asked_ms)) => {
                live.change_quietly(|session| session.heard(heard.ticket, reply, asked_ms)).unwrap_or(false)
            }
            None => {
                live.change_quietly(|session| session.failed(heard.ticket));
                false
            }
        };
        if is_news {
            live.tell();
        }
        show(host, live);
        leaving.go_on(host, live);
    });
}

fn ticking(host: Host, live: Live<PageDevice>, leaving: Leaving) -> impl Fn() + 'static {
    let count = Cell::new(0_u32);
    move || {
        count.set(count.get().wrapping_add(1));
        live.change_quietly(|session| {
            session.tick();
            if count.get() % ASK_AFTER_TICKS == 0 && session.waits_for_facts() {
                session.ask();
                session.tick();
            }
        });
        show(host, live);
        leaving.go_on(host, live);
    }
}

/// Hiding and leaving the page close what is being typed; a line that is back is used at once (S-6).
fn page_events(host: Host, live: Live<PageDevice>, leaving: Leaving) -> Vec<Listening> {
    let last = move || {
        live.change_quietly(Session::send_last);
    };
    let hide = move || {
        if document().hidden() {
            live.change_quietly(Session::close_all);
        }
    };
    let back = move || {
        live.change_quietly(Session::try_now);
    };
    let window: &web_sys::EventTarget = &window();
    let document: &web_sys::EventTarget = &document();
    vec![
        Listening::to(window, "pagehide", last),
        Listening::to(document, "visibilitychange", hide),
        Listening::to(window, "online", back),
        Listening::first(document, "click", move |event| leaving.hold(host, live, event.unchecked_ref())),
    ]
}

/// A listener that ends when it is dropped.
struct Listening {
    target: web_sys::EventTarget,
    name: &'static str,
    /// Whether it hears an event before what it is aimed at does.
    is_first: bool,
    handler: Closure<dyn FnMut(web_sys::Event)>,
}

impl Listening {
    fn to(target: &web_sys::EventTarget, name: &'static str, mut handler: impl FnMut() + 'static) -> Self {
        Self::new(target, name, false, move |_| handler())
    }

    fn first(target: &web_sys::EventTarget, name: &'static str, handler: impl Fn(&web_sys::Event) + 'static) -> Self {
        Self::new(target, name, true, move |event| handler(&event))
    }

    fn new(
        target: &web_sys::EventTarget,
        name: &'static str,
        is_first: bool,
        handler: impl FnMut(web_sys::Event) + 'static,
    ) -> Self {
        let handler = Closure::<dyn FnMut(web_sys::Event)>::new(handler);
        let _ = target.add_event_listener_with_callback_and_bool(name, handler.as_ref().unchecked_ref(), is_first);
        Self { target: target.clone(), name, is_first, handler }
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        let handler = self.handler.as_ref().unchecked_ref();
        let _ = self.target.remove_event_listener_with_callback_and_bool(self.name, handler, self.is_first);
    }
}

/// The status line and the title of the window.
fn show(host: Host, live: Live<PageDevice>) {
    if let Some(status) = live.change_quietly(|session| session.status()) {
        host.show_status(&status);
    }
    let title = here(host, live, |session, at| session.title(at)).flatten();
    if let Some(title) = title {
        host.show_title(title);
    }
}

/// What stands around the form follows each change and each page: the state of saving in the task of the change, so that
/// *Saved* is never said of what was typed since.
fn follow(host: Host, live: Live<PageDevice>) {
    Effect::new(move |_| {
        // The page may be gone while the session still sends.
        if host.address.try_get().is_none() {
            return;
        }
        live.with(|_| ());
        show(host, live);
        here(host, live, |session, at| host.show_journey(&session.tasks(), session.left(), session.task_of(at)));
    });
}

/// Looks at the page that is shown.
fn here<T>(host: Host, live: Live<PageDevice>, look: impl FnOnce(&Session<PageDevice>, &PageAt) -> T) -> Option<T> {
    let address = host.address.try_get_untracked()?;
    live.change_quietly(|session| session.page_at(&address).map(|at| look(session, &at))).flatten()
}

fn focused_name() -> Option<String> {
    document().active_element()?.get_attribute("id")
}

fn restore_focus(host: &HtmlElement, id: Option<&str>) {
    let Some(id) = id.filter(|id| !id.is_empty()) else { return };
    let found = document().get_element_by_id(id).filter(|found| host.contains(Some(found)));
    if let Some(field) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        let _ = field.focus();
    }
}
