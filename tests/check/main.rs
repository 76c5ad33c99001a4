//! `check` from outside: every code with a zone that has it and one that nearly has it, the ledger of the fixtures,
//! mending, real files, and the real binary.

mod binary;
mod codes;
mod corpus;
mod ledger;
mod mending;
mod world;

#[path = "../common/mod.rs"]
mod common;
