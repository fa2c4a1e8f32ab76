import org.springframework.boot.gradle.plugin.SpringBootPlugin

plugins {
    alias(libs.plugins.spring.boot)
    id("io.spring.dependency-management") version "1.1.4"
    kotlin("jvm") version "1.9.22"
}

val kafkaVersion: String by extra("3.6.1")
val curatorVersion by extra { "5.5.0" }
val nacosVersion = property("nacos.version") as String
extra["lettuce.version"] = "6.2.7.RELEASE"

dependencies {
    implementation(platform(SpringBootPlugin.BOM_COORDINATES))
    implementation(platform("com.alibaba.cloud:spring-cloud-alibaba-dependencies:2022.0.0.0"))
    implementation(libs.bundles.messaging)
    implementation(libs.redisson)
    implementation("org.apache.kafka:kafka-clients:$kafkaVersion")
    implementation("com.alibaba.nacos:nacos-client:${property("nacos.version")}")
    constraints {
        implementation("redis.clients:jedis:4.4.6")
    }
}
