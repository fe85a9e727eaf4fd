/** Text from outside, made fit to be shown. */
package dev.coffer.docker.text;
