@org.jspecify.annotations.NullMarked
package io.xiangyin.server.config;
