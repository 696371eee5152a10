# The official PHP image with pokio, built from this checkout:
#
#     docker build -t pokio .
#     docker build -t pokio --build-arg PHP=8.4-fpm-alpine --build-arg RUST=1-alpine .
#
# PHP and RUST are tags of the official images php and rust, both of the same
# system (Debian of the same release, or Alpine). With --target extension the image
# holds nothing but the module.
ARG PHP=8.4-cli-trixie
ARG RUST=1-slim-trixie

FROM rust:${RUST} AS rust

FROM php:${PHP} AS build
COPY --from=rust /usr/local/rustup /usr/local/rustup
COPY --from=rust /usr/local/cargo /usr/local/cargo
ENV RUSTUP_HOME=/usr/local/rustup CARGO_HOME=/usr/local/cargo PATH=/usr/local/cargo/bin:$PATH
# PHPIZE_DEPS is the PHP image's own list of packages.
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

FROM php:${PHP}
COPY --from=build /out/ /
RUN docker-php-ext-enable pokio && php --ri pokio
