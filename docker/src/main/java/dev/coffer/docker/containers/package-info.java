/** The configuration of podman, skopeo, buildah and CRI-O: {@code containers-registries.conf(5)}. */
package dev.coffer.docker.containers;
