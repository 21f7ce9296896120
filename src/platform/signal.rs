//! Values that the page follows, of few types.
//!
//! Leptos makes a kilobyte or two of code for each type that stands in a signal, a stored value, a
//! callback or a derived signal. Here all of them are one kind of entry in Leptos' arena, whose
//! value is of a type known to the handle alone: who is woken, when, and when the entry goes is
//! Leptos' part as ever. The handles are small and can be copied; reading through one whose owner is
//! gone is a mistake, as in Leptos, while writing through it does nothing.

use std::any::Any;
use std::cell::RefCell;
use std::fmt;
use std::marker::PhantomData;
use std::rc::Rc;

use leptos::prelude::{ArcTrigger, GetValue, LocalStorage, Notify, Track};

/// The entry that all handles lead to.
struct Node {
    /// Who is to be woken when the value changes.
    readers: ArcTrigger,
    value: Box<dyn Any>,
}

impl Node {
    fn new(value: impl Any) -> Rc<Self> {
        Rc::new(Self {
            readers: ArcTrigger::new(),
            value: Box::new(value),
        })
    }

    /// What was put in. Handles know its type, so that there is always something.
    fn value<T: 'static>(&self) -> &T {
        match self.value.downcast_ref() {
            Some(value) => value,
            None => std::process::abort(),
        }
    }
}

/// Where an entry is.
#[derive(Clone, Copy)]
struct Place(leptos::prelude::StoredValue<Rc<Node>, LocalStorage>);

impl Place {
    fn new(node: Rc<Node>) -> Self {
        Self(leptos::prelude::StoredValue::new_local(node))
    }

    fn node(self) -> Rc<Node> {
        self.0.get_value()
    }

    fn node_if_there(self) -> Option<Rc<Node>> {
        self.0.try_get_value()
    }

    fn track(self) {
        if let Some(node) = self.node_if_there() {
            node.readers.track();
        }
    }

    fn node_tracked(self) -> Rc<Node> {
        let node = self.node();
        node.readers.track();
        node
    }
}

macro_rules! handle {
    ($name:ident) => {
        impl<T> Clone for $name<T> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<T> Copy for $name<T> {}

        impl<T> fmt::Debug for $name<T> {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(stringify!($name))
            }
        }
    };
}

/// A value that wakes its readers when it changes.
pub struct RwSignal<T>(Place, PhantomData<fn() -> T>);

handle!(RwSignal);

impl<T: 'static> RwSignal<T> {
    /// A value of the calling scope.
    pub fn new(value: T) -> Self {
        SharedSignal::new(value).signal()
    }

    /// Whether the scope is gone.
    pub fn is_gone(self) -> bool {
        self.0.node_if_there().is_none()
    }

    /// Subscribes the reader, and reads nothing.
    pub fn track(self) {
        self.0.track();
    }

    /// What is made of the value; subscribes the reader.
    pub fn with<O>(self, read: impl FnOnce(&T) -> O) -> O {
        let node = self.0.node_tracked();
        read(&node.value::<RefCell<T>>().borrow())
    }

    /// What is made of the value now.
    pub fn with_untracked<O>(self, read: impl FnOnce(&T) -> O) -> O {
        let node = self.0.node();
        read(&node.value::<RefCell<T>>().borrow())
    }

    /// The same, or nothing once the scope is gone.
    pub fn try_with_untracked<O>(self, read: impl FnOnce(&T) -> O) -> Option<O> {
        let node = self.0.node_if_there()?;
        Some(read(&node.value::<RefCell<T>>().borrow()))
    }

    /// Puts another value in and wakes the readers.
    pub fn set(self, value: T) {
        if let Some(node) = self.0.node_if_there() {
            put(&node, value);
            node.readers.notify();
        }
    }

    /// Changes the value and wakes the readers.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        if let Some(node) = self.0.node_if_there() {
            change(&mut node.value::<RefCell<T>>().borrow_mut());
            node.readers.notify();
        }
    }
}

impl<T: Clone + 'static> RwSignal<T> {
    /// The value; subscribes the reader.
    pub fn get(self) -> T {
        self.with(T::clone)
    }

    /// The value now.
    pub fn get_untracked(self) -> T {
        self.with_untracked(T::clone)
    }

    /// The same, or nothing once the scope is gone.
    pub fn try_get_untracked(self) -> Option<T> {
        self.try_with_untracked(T::clone)
    }
}

impl<T: Default + 'static> Default for RwSignal<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

/// What was there goes when nobody borrows it any more: its end may read the value.
fn put<T: 'static>(node: &Node, value: T) {
    let former = node.value::<RefCell<T>>().replace(value);
    drop(former);
}

/// A signal that belongs to no scope: it stays as long as it is held.
pub struct SharedSignal<T>(Rc<Node>, PhantomData<fn() -> T>);

impl<T> Clone for SharedSignal<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0), PhantomData)
    }
}

impl<T: 'static> SharedSignal<T> {
    /// One with this value.
    pub fn new(value: T) -> Self {
        Self(Node::new(RefCell::new(value)), PhantomData)
    }

    /// Puts another value in and wakes the readers.
    pub fn set(&self, value: T) {
        put(&self.0, value);
        self.0.readers.notify();
    }

    /// A handle for the calling scope.
    pub fn signal(&self) -> RwSignal<T> {
        RwSignal(Place::new(Rc::clone(&self.0)), PhantomData)
    }
}

/// A value that wakes nobody.
pub struct StoredValue<T>(RwSignal<T>);

handle!(StoredValue);

impl<T: 'static> StoredValue<T> {
    /// A value of the calling scope.
    pub fn new(value: T) -> Self {
        Self(RwSignal::new(value))
    }

    /// What is made of the value.
    pub fn with_value<O>(self, read: impl FnOnce(&T) -> O) -> O {
        self.0.with_untracked(read)
    }

    /// Puts another value in.
    pub fn set_value(self, value: T) {
        if let Some(node) = self.0.0.node_if_there() {
            put(&node, value);
        }
    }

    /// Changes the value and hands back what came of it, or nothing once the scope is gone.
    pub fn try_update_value<O>(self, change: impl FnOnce(&mut T) -> O) -> Option<O> {
        let node = self.0.0.node_if_there()?;
        Some(change(&mut node.value::<RefCell<T>>().borrow_mut()))
    }
}

impl<T: Clone + 'static> StoredValue<T> {
    /// The value.
    pub fn get_value(self) -> T {
        self.0.get_untracked()
    }

    /// The value, or nothing once the scope is gone.
    pub fn try_get_value(self) -> Option<T> {
        self.0.try_get_untracked()
    }
}

impl<T: Default + 'static> Default for StoredValue<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

/// A text that is made of what it reads, and follows it.
#[derive(Clone, Copy)]
pub struct Text(Place);

impl fmt::Debug for Text {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Text")
    }
}

/// Makes a text.
type Make = Box<dyn Fn() -> String>;

impl Text {
    /// What this makes.
    pub fn new(make: impl Fn() -> String + 'static) -> Self {
        Self::made(Box::new(make))
    }

    fn made(make: Make) -> Self {
        Self(Place::new(Node::new(make)))
    }

    /// A text that stays.
    pub fn fixed(text: impl Into<String>) -> Self {
        let text = text.into();
        Self::new(move || text.clone())
    }

    /// The text; subscribes the reader to what it is made of.
    pub fn get(self) -> String {
        self.0.node().value::<Make>()()
    }

    /// What is made of the text; subscribes the reader.
    pub fn with<O>(self, read: impl FnOnce(&str) -> O) -> O {
        read(&self.get())
    }
}

impl From<RwSignal<String>> for Text {
    fn from(signal: RwSignal<String>) -> Self {
        Self::new(move || signal.get())
    }
}

/// Something to do with a value.
pub struct Callback<T>(Place, PhantomData<fn(T)>);

handle!(Callback);

/// Does it.
type Act<T> = Box<dyn Fn(T)>;

impl<T: 'static> Callback<T> {
    /// This.
    pub fn new(act: impl Fn(T) + 'static) -> Self {
        let act: Act<T> = Box::new(act);
        Self(Place::new(Node::new(act)), PhantomData)
    }

    /// Does it, as long as its scope is there.
    pub fn run(self, value: T) {
        if let Some(node) = self.0.node_if_there() {
            node.value::<Act<T>>()(value);
        }
    }
}
