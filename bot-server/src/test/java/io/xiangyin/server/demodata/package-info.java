@NullMarked
package io.xiangyin.server.demodata;

import org.jspecify.annotations.NullMarked;
