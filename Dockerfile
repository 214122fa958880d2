# syntax=docker/dockerfile:1
# The image of both roles: one native binary on a base without shell, package manager or ICU.
#
#   docker build --build-arg VERSION=0.1.0 --build-arg REVISION=$(git rev-parse HEAD) -t tenant-operator:0.1.0 .
#
# The base images are arguments, so that a mirror can stand in for them.
ARG SDK=mcr.microsoft.com/dotnet/sdk:10.0-noble-aot
ARG BASE=mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled

# The -aot variant brings clang and the zlib headers that the native linker needs.
FROM ${SDK} AS build
WORKDIR /source

# Restored apart from the sources: a changed line of code does not fetch packages again.
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY src/Tenancy/Tenancy.csproj src/Tenancy/
COPY src/OperatorRuntime/OperatorRuntime.csproj src/OperatorRuntime/
COPY src/Webhooks/Webhooks.csproj src/Webhooks/
COPY src/TenantOperator/TenantOperator.csproj src/TenantOperator/
RUN dotnet restore src/TenantOperator/TenantOperator.csproj --use-current-runtime

COPY src/ src/
ARG VERSION=0.1.0
RUN dotnet publish src/TenantOperator/TenantOperator.csproj --configuration Release --use-current-runtime --no-restore \
    --property:Version=${VERSION} --output /publish

COPY tools/sbom.sh tools/
COPY tools/Sbom/ tools/Sbom/
RUN tools/sbom.sh /publish ${VERSION}

FROM ${BASE}
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="tenant-operator" \
      org.opencontainers.image.description="Turns Tenants into isolated namespaces, and refuses what would break out of them" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.base.name="mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled"

# The base asks ASP.NET Core to listen on 8080, which the metrics port would collide with; the diagnostics socket would need a
# writable root.
ENV ASPNETCORE_HTTP_PORTS="" \
    DOTNET_EnableDiagnostics=0

COPY --from=build /publish/tenant-operator /usr/local/bin/tenant-operator
# Where scanners of images look for one.
COPY --from=build /publish/tenant-operator.cdx.json /usr/local/share/sbom/tenant-operator.cdx.json

# A number, so that runAsNonRoot can be checked without the image's /etc/passwd: "app" of the base image.
USER 1654:1654
EXPOSE 9443 8081 8080
ENTRYPOINT ["/usr/local/bin/tenant-operator"]
