@org.jspecify.annotations.NullMarked
package io.xiangyin.core.routing;
