/** The age-encryption.org/v1 file format. */
package dev.coffer.age;
