//! `check` from outside: every code with a zone that has it and one that nearly has it, the ledger of the fixtures,
//! mending, and the real binary.

mod binary;
mod codes;
mod ledger;
mod mending;
mod world;
