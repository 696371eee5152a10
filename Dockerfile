# The official PHP image with pokio, built from this checkout:
#
#     docker build -t pokio .
#     docker build -t pokio --build-arg PHP=8.4-fpm-alpine --build-arg RUST=1-alpine .
#
# PHP and RUST are tags of the official images php and rust, both of the same
# system (Debian of the same release, or Alpine). With --target installed the image
# holds nothing but the module, in the folder where that PHP looks for it; an image
# that starts from the same PHP takes it by
#
#     COPY --from=pokio /usr/local/ /usr/local/
#     RUN docker-php-ext-enable pokio
#
# With --target extension the module alone lies in /.
ARG PHP=8.4-cli-trixie
ARG RUST=1-slim-trixie

FROM rust:${RUST} AS rust

FROM php:${PHP} AS build
COPY --from=rust /usr/local/rustup /usr/local/rustup
COPY --from=rust /usr/local/cargo /usr/local/cargo
ENV RUSTUP_HOME=/usr/local/rustup CARGO_HOME=/usr/local/cargo PATH=/usr/local/cargo/bin:$PATH
# PHPIZE_DEPS is the PHP image's own list of packages, a list of words; they have
# the versions that the image's system has.
# hadolint ignore=DL3008,DL3018,SC2086
RUN if command -v apk; then \
        apk add --no-cache $PHPIZE_DEPS clang-dev; \
    else \
        apt-get update && apt-get install -y --no-install-recommends $PHPIZE_DEPS libclang-dev \
        && rm -rf /var/lib/apt/lists/*; \
    fi
WORKDIR /usr/src/pokio
COPY . .
RUN phpize && ./configure && make -j"$(nproc)" && make install INSTALL_ROOT=/out \
    && mkdir /module && cp modules/pokio.so /module/

FROM scratch AS extension
COPY --from=build /module/ /

FROM scratch AS installed
COPY --from=build /out/ /

FROM php:${PHP}
COPY --from=installed /usr/local/ /usr/local/
RUN docker-php-ext-enable pokio && php --ri pokio
