/** Names of images: the reference grammar of the OCI distribution project. */
package dev.coffer.api.image;
