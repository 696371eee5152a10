# pokio's own part of phpize's Makefile: cargo builds modules/pokio.so.

# run-tests.php looks for tests in other folders by itself. A test that fails is
# nothing to report to PHP's developers.
TESTS ?= $(top_srcdir)/php-tests
export NO_INTERACTION ?= 1

pokio_sources = $(top_srcdir)/Cargo.toml $(top_srcdir)/Cargo.lock $(top_srcdir)/build.rs \
	$(shell find $(top_srcdir)/src -name '*.rs')

# It depends on the sources, so that `make install`, which root runs, needs no
# Rust; and on the Makefile, because configure may have chosen another PHP.
$(top_builddir)/modules/pokio.so: $(pokio_sources) $(top_builddir)/Makefile
	+@case "$(MAKECMDGOALS)" in \
		install|install-modules) \
			echo "pokio: modules/pokio.so is missing or older than its sources: run 'make' first, as a user who has Rust, then 'make install'." >&2; \
			exit 1;; \
	esac; \
	target="$${CARGO_TARGET_DIR:-$(POKIO_TARGET)}"; \
	unset CARGO_BUILD_TARGET; \
	if test -n "$(POKIO_RUSTFLAGS)"; then \
		RUSTFLAGS="$$RUSTFLAGS $(POKIO_RUSTFLAGS)"; \
		export RUSTFLAGS; \
	fi; \
	PATH="$$PATH:`dirname "$(POKIO_CARGO)"`" PHP="$(POKIO_PHP)" PHP_CONFIG="$(POKIO_PHP_CONFIG)" \
		"$(POKIO_CARGO)" build --release --locked --manifest-path "$(top_srcdir)/Cargo.toml" --target-dir "$$target" || { \
		echo "pokio: cargo could not build the extension, its messages above say why; the usual reason is a missing compiler, libclang or network; bin/setup installs what is missing." >&2; \
		exit 1; \
	}; \
	mkdir -p $(top_builddir)/modules && rm -f $@ && \
	cp "$$target/release/$(POKIO_LIBRARY)" $@ || { rm -f $@; exit 1; }

# `make test` reads the name of the module from this file. It is absolute, so that
# tests which start a PHP of their own can hand it on.
$(top_builddir)/pokio.la: $(top_builddir)/modules/pokio.so
	@echo "dlname='$(top_builddir)/modules/pokio.so'" > $@

# phpize's own `clean` deletes every .a and .so below this folder, also what cargo
# made and takes to be there.
clean: pokio-clean
pokio-clean:
	rm -rf $(top_builddir)/target

.PHONY: pokio-clean
