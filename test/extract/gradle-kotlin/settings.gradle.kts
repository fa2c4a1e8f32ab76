pluginManagement {
    plugins {
        id("org.springframework.boot") version "3.1.8"
    }
}
rootProject.name = "shop"
include("orders")
