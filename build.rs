//! Tells the crate which PHP it is built for (`php82`, `php83`, … each means
//! "this version or later") and how the library is linked on macOS.

use std::{env, process::Command};

/// The newest version of PHP that has a `cfg` of its own.
const NEWEST: u32 = 85;

fn main() {
    println!("cargo:rerun-if-env-changed=PHP_CONFIG");
    println!("cargo:rerun-if-env-changed=PHP");
    for version in 82..=NEWEST {
        println!("cargo:rustc-check-cfg=cfg(php{version})");
    }
    let version = php_version();
    assert!(
        version >= 82,
        "pokio needs PHP 8.2 or later, php-config reports {}.{}",
        version / 10,
        version % 10
    );
    for known in 82..=NEWEST.min(version) {
        println!("cargo:rustc-cfg=php{known}");
    }
    println!("cargo:rustc-check-cfg=cfg(php_zts)");
    if header("main/php_config.h").contains("#define ZTS 1") {
        println!("cargo:rustc-cfg=php_zts");
    }
    println!("cargo:rustc-check-cfg=cfg(php_max_execution_timers)");
    if has_timers() {
        println!("cargo:rustc-cfg=php_max_execution_timers");
    }
    println!("cargo:rustc-check-cfg=cfg(php_debug)");
    if header("main/php_config.h").contains("#define ZEND_DEBUG 1") {
        println!("cargo:rustc-cfg=php_debug");
    }
    println!("cargo:rustc-check-cfg=cfg(php_delayed_oom)");
    if delays_out_of_memory() {
        println!("cargo:rustc-cfg=php_delayed_oom");
    }
    match env::var("CARGO_CFG_TARGET_OS").as_deref() {
        Ok("macos") => {
            // The engine's symbols are found in the PHP that loads the library.
            println!("cargo:rustc-cdylib-link-arg=-undefined");
            println!("cargo:rustc-cdylib-link-arg=dynamic_lookup");
        }
        Ok("linux") => order_text(),
        _ => {}
    }
}

/// Has the linker put the code of tasks together, if it is one that is known to read
/// the file for that: the usual one, which Rust or the C compiler chooses.
fn order_text() {
    println!("cargo:rerun-if-changed=src/text.ld");
    println!("cargo:rerun-if-env-changed=RUSTC_LINKER");
    let flags = env::var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    let other = env::var_os("RUSTC_LINKER").is_some()
        || ["fuse-ld", "linker"]
            .iter()
            .any(|word| flags.contains(word));
    if !other {
        let folder = env::var("CARGO_MANIFEST_DIR").expect("cargo sets it");
        println!("cargo:rustc-cdylib-link-arg=-T");
        println!("cargo:rustc-cdylib-link-arg={folder}/src/text.ld");
    }
}

/// PHP's version as major and minor digits, 84 for PHP 8.4, from
/// `php-config --vernum` (80400 + patch).
fn php_version() -> u32 {
    let vernum: u32 = php_config("--vernum")
        .parse()
        .unwrap_or_else(|error| panic!("php-config --vernum printed no number: {error}"));
    vernum / 10_000 * 10 + vernum / 100 % 100
}

/// What `php-config OPTION` prints.
fn php_config(option: &str) -> String {
    let program = env::var("PHP_CONFIG").unwrap_or_else(|_| "php-config".into());
    let output = Command::new(&program).arg(option).output().unwrap_or_else(|error| {
        panic!("cannot run {program}: {error}. Install PHP's development package (php-dev) or set PHP_CONFIG")
    });
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// Whether this PHP limits execution by timers that a fork does not inherit.
fn has_timers() -> bool {
    header("main/php_config.h").contains("#define ZEND_MAX_EXECUTION_TIMERS 1")
}

/// Whether this PHP raises out-of-memory errors later than where they happen, as
/// some distributions' builds do: its executor has a field for that.
fn delays_out_of_memory() -> bool {
    header("Zend/zend_globals.h").contains("delayed_oom")
}

/// The text of one of PHP's headers.
fn header(name: &str) -> String {
    let path = format!("{}/{name}", php_config("--include-dir"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| {
        panic!("cannot read {path}: {error}. Install PHP's development package (php-dev)")
    })
}
