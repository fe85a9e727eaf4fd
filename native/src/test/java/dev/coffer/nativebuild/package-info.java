@org.jspecify.annotations.NullMarked
package dev.coffer.nativebuild;
