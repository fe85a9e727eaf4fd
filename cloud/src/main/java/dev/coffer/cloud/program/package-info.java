/** The program that fetches tokens. */
package dev.coffer.cloud.program;
